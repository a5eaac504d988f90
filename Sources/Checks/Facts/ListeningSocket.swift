import Fleet

/// A listening TCP socket, from `ss`, `netstat` or `sockstat`.
struct ListeningSocket: Sendable, Equatable {
    /// Without brackets or zone.
    let address: String
    let port: Port
    /// nil without root.
    let program: String?
    /// Pids; empty if unknown.
    let processes: [UInt32]

    /// By program name; nil if unknown. Login processes share the master's sockets; systemd binds them for socket
    /// activation.
    var isDovecots: Bool? {
        program.map { name in
            ["dovecot", "imap-login", "pop3-login", "systemd", "init"].contains { name.hasPrefix($0) }
        }
    }

    /// Whether no other account can hold the socket, so that a password may be sent to it.
    ///
    /// Any program may have Dovecot's name. But only root binds ports below 1024. Above, a holder's pid must be 1 or
    /// the master's.
    func isCertainlyDovecots(master: UInt32?) -> Bool {
        guard isDovecots == true else { return false }
        return port < 1024 || processes.contains { $0 == 1 || $0 == master }
    }

    var isLoopback: Bool { address.hasPrefix("127.") || address == "::1" }

    /// Whether it covers a configured listen address.
    func serves(_ wanted: String) -> Bool {
        switch wanted {
        case "*": address == "0.0.0.0" || address == "*" || address == "::"
        case "::": address == "::" || address == "*"
        default: address == wanted || address == "0.0.0.0" || address == "::" || address == "*"
        }
    }

    /// Parses `ss -tlnp`, `netstat -tlnp` or `sockstat -46l`.
    ///
    /// sockstat's protocol `tcp4 6` means both families. A long program name may run into the pid.
    init?(_ line: Substring) {
        let columns = words(of: line)
        if columns.count >= 5, columns[0] == "LISTEN" || columns[0].hasPrefix("tcp") {
            self.init(local: columns[3], program: owner(in: line, columns), processes: holders(in: line, columns))
        } else if let place = columns.firstIndex(where: { $0.hasPrefix("tcp") }), (3...4).contains(place) {
            let address = columns[(place + 1)...].drop { $0 == "6" }.first ?? ""
            let process = place == 4 ? number(columns[2], in: processIDs) : nil
            self.init(local: address, program: String(columns[1]), processes: [process].compactMap(\.self))
        } else {
            return nil
        }
    }

    private init?(local: Substring, program: String?, processes: [UInt32]) {
        guard let colon = local.lastIndex(of: ":"), let port = Port(local[local.index(after: colon)...]) else {
            return nil
        }
        address = String(
            decoding: local[..<colon].utf8.filter { !"[]".utf8.contains($0) }.prefix { $0 != UInt8(ascii: "%") },
            as: UTF8.self)
        self.port = port
        self.program = program
        self.processes = processes
    }
}

extension HostFacts {
    /// Whether the port is bound for the other address family only.
    func isUnbound(_ port: Port, byIPv6: Bool) -> Bool {
        let bound = ((try? sockets()) ?? []).filter { $0.port == port }
        if bound.isEmpty { return false }
        if byIPv6 { return !bound.contains { $0.address == "*" || $0.address.contains(":") } }
        // netstat shows `::` for dual-stack sockets too; Dovecot's are IPv6 only.
        return bound.allSatisfy { $0.address.contains(":") }
            && ((try? promised()) ?? []).contains { $0.port == port && $0.isIPv6Only }
    }
}

extension HostFacts {
    /// Whether the address belongs to the host itself; false where that is not known.
    func isOwn(_ address: String) -> Bool {
        let own = try? facts.addresses { () throws(MissingFact) in
            try partIfCollected("sockets", "addresses")?.lines.compactMap { IPAddress($0) } ?? []
        }
        return IPAddress(address).map { own?.contains($0) == true } ?? false
    }

    /// Whether clients were refused at an address of the host itself where nothing listens, though the port is bound
    /// at another.
    func isBoundElsewhere(_ dialogue: Dialogue) -> Bool {
        guard dialogue.reach == .refused, isOwn(dialogue.address), let asked = IPAddress(dialogue.address) else {
            return false
        }
        let bound = ((try? sockets()) ?? []).filter { $0.port == dialogue.port }
        return !bound.isEmpty
            && bound.allSatisfy { socket in
                guard socket.address != "*", let address = IPAddress(socket.address) else { return false }
                return address.value != 0 && address != asked
            }
    }

    /// Whether a program listens on the dialogue's port. Behind NAT its address is another than that of the dialogue.
    func isHeard(_ dialogue: Dialogue) -> Bool {
        ((try? sockets()) ?? []).contains { $0.port == dialogue.port && !$0.isLoopback }
    }
}

/// `users:(("dovecot",pid=158,fd=43))`, or netstat's `158/dovecot`.
private func owner(in line: Substring, _ columns: [Substring]) -> String? {
    if let name = line.between("((\"", "\"") { return String(name) }
    guard columns[0].hasPrefix("tcp"), let slash = columns.last?.firstIndex(of: "/") else { return nil }
    return columns.last.map { String($0[$0.index(after: slash)...]) }
}

/// The pids in `users:(("dovecot",pid=158,fd=43),("imap-login",pid=160,fd=7))`, or before netstat's slash.
///
/// A program name can imitate this syntax. So a line of any other form yields no pids.
private func holders(in line: Substring, _ columns: [Substring]) -> [UInt32] {
    if let users = line.after("users:((") {
        let holders = users.trimmed.dropLast(2).utf8.split(
            separator: UInt8(ascii: "("), omittingEmptySubsequences: false)
        let found = holders.map { holder(Substring($0)) }
        return found.allSatisfy { $0 != nil } && users.trimmed.hasSuffix("))") ? found.compactMap(\.self) : []
    }
    guard columns.count == 7, let (process, _) = columns[6].cut(at: "/") else { return [] }
    return [number(process, in: processIDs)].compactMap(\.self)
}

private func holder(_ text: Substring) -> UInt32? {
    let text = text.hasSuffix("),") ? text.dropLast(2) : text
    let parts = text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { Substring($0) }
    guard parts.count == 3, parts[0].utf8.count(where: { $0 == UInt8(ascii: "\"") }) == 2, parts[0].hasPrefix("\""),
        parts[0].hasSuffix("\""), parts[1].hasPrefix("pid="), parts[2].hasPrefix("fd="),
        number(parts[2].dropFirst(3), in: 0...4_294_967_295) != nil
    else { return nil }
    return number(parts[1].dropFirst(4), in: processIDs)
}

/// Linux PID_MAX_LIMIT; FreeBSD's is lower.
private let processIDs: ClosedRange<UInt32> = 1...4_194_304
