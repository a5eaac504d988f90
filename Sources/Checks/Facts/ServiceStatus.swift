import Fleet

/// A service in `doveadm service status`.
struct ServiceStatus: Sendable, Equatable {
    let name: String
    /// Its processes die at start, so the master delays the next.
    let isThrottled: Bool
    let processLimit: String?
    /// When the master last turned clients away, in Unix seconds; 0: never.
    let lastDrop: Int64

    func droppedClients(since time: Int64) -> Bool { lastDrop > time }

    private init?(_ lines: some Sequence<Substring>) {
        var (name, limit, pause, drop): (String?, String?, Int64, Int64) = (nil, nil, 0, 0)
        for line in lines {
            // These first letters rule out most of some twenty keys.
            guard let letter = line.utf8.first, "nptl".utf8.contains(letter), let (key, value) = line.cut(at: ":")
            else { continue }
            switch key {
            case "name": name = String(value.trimmed)
            case "process_limit": limit = String(value.trimmed)
            case "throttle_secs": pause = number(value.trimmed, in: unixTimes) ?? 0
            case "last_drop_warning": drop = number(value.trimmed, in: unixTimes) ?? 0
            default: continue
            }
        }
        guard let name else { return nil }
        (self.name, processLimit, isThrottled, lastDrop) = (name, limit, pause > 0, drop)
    }

    static func all(in lines: [Substring]) -> [ServiceStatus] {
        // A form feed separates services.
        lines.split { $0.utf8.allSatisfy { $0 == UInt8(ascii: "\u{c}") } }.compactMap { ServiceStatus($0) }
    }
}
