/// A TCP socket that is bound and listens, as `ss`, `netstat` or `sockstat` lists it.
struct ListeningSocket: Sendable, Equatable {
    /// Without brackets or zone; `*` and `0.0.0.0` and `::` are everywhere.
    let address: String
    let port: Int
    /// nil where the tool may not say (no root).
    let program: String?

    /// Whether it is Dovecot's; nil where the tool may not say. The master binds; login processes and, with socket
    /// activation, systemd hold the same socket.
    var isDovecots: Bool? {
        program.map { name in
            ["dovecot", "imap-login", "pop3-login", "systemd", "init"].contains { name.hasPrefix($0) }
        }
    }

    var isLoopback: Bool { address.hasPrefix("127.") || address == "::1" }

    /// Whether it is bound to what the configuration calls by this address.
    func serves(_ wanted: String) -> Bool {
        switch wanted {
        case "*": address == "0.0.0.0" || address == "*" || address == "::"
        case "::": address == "::" || address == "*"
        default: address == wanted || address == "0.0.0.0" || address == "::" || address == "*"
        }
    }

    /// A line of `ss -tlnp` or `netstat -tlnp` (the address in the fourth column), or of `sockstat -46l`: there it comes
    /// after the protocol, which a wide name of a program before it may have moved, and which is `tcp4 6` for both families.
    init?(_ line: Substring) {
        let columns = words(of: line)
        if columns.count >= 5, columns[0] == "LISTEN" || columns[0].hasPrefix("tcp") {
            self.init(local: columns[3], program: owner(in: line, columns))
        } else if let place = columns.firstIndex(where: { $0.hasPrefix("tcp") }), (3...4).contains(place) {
            let address = columns[(place + 1)...].drop { $0 == "6" }.first ?? ""
            self.init(local: address, program: String(columns[1]))
        } else {
            return nil
        }
    }

    private init?(local: Substring, program: String?) {
        guard let colon = local.lastIndex(of: ":"), let port = Int(local[local.index(after: colon)...]) else {
            return nil
        }
        address = String(
            decoding: local[..<colon].utf8.filter { !"[]".utf8.contains($0) }.prefix { $0 != UInt8(ascii: "%") },
            as: UTF8.self)
        self.port = port
        self.program = program
    }
}

/// `users:(("dovecot",pid=158,fd=43))`, or netstat's `158/dovecot`.
private func owner(in line: Substring, _ columns: [Substring]) -> String? {
    if let name = line.between("((\"", "\"") { return String(name) }
    guard columns[0].hasPrefix("tcp"), let slash = columns.last?.firstIndex(of: "/") else { return nil }
    return columns.last.map { String($0[$0.index(after: slash)...]) }
}
