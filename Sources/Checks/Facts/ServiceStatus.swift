/// What the running master says of one of its services (`doveadm service status`).
struct ServiceStatus: Sendable, Equatable {
    let name: String
    let fields: [String: String]

    /// Its processes die at their start, so the master waits before the next one.
    var isThrottled: Bool { (fields["throttle_secs"].flatMap { Int($0) } ?? 0) > 0 }

    /// Whether the master has had to turn clients away since a time in Unix seconds.
    func droppedClients(since time: Int64) -> Bool {
        (fields["last_drop_warning"].flatMap { Int64($0) } ?? 0) > time
    }

    static func all(in lines: [Substring]) -> [ServiceStatus] {
        // A form feed stands alone between two services.
        lines.split { $0.isEmpty || $0 == "\u{c}" }.compactMap { block in
            let pairs = block.compactMap { line -> (String, String)? in
                line.cut(at: ":").map { (String($0), String($1.trimmed)) }
            }
            let fields = Dictionary(pairs, uniquingKeysWith: { $1 })
            return fields["name"].map { ServiceStatus(name: $0, fields: fields) }
        }
    }
}
