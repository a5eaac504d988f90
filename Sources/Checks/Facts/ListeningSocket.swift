import Fleet

/// A TCP socket that is bound and listens, as `ss`, `netstat` or `sockstat` lists it.
struct ListeningSocket: Sendable, Equatable {
    /// Without brackets or zone; `*` and `0.0.0.0` and `::` are everywhere.
    let address: String
    let port: Port
    /// nil where the tool may not say (no root).
    let program: String?
    /// The processes that hold it; none where the tool does not say.
    let processes: [UInt32]

    /// Whether it is Dovecot's by the name of what holds it; nil where the tool may not say. The master binds; login
    /// processes and, with socket activation, systemd hold the same socket.
    var isDovecots: Bool? {
        program.map { name in
            ["dovecot", "imap-login", "pop3-login", "systemd", "init"].contains { name.hasPrefix($0) }
        }
    }

    /// Whether it is certain that no other account of the host holds it, so that a password may go there.
    ///
    /// Any program may bear any name. But only root binds a port below 1024, and only root's process has the number of
    /// Dovecot's master, or 1.
    func isCertainlyDovecots(master: UInt32?) -> Bool {
        guard isDovecots == true else { return false }
        return port < 1024 || processes.contains { $0 == 1 || $0 == master }
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
            self.init(local: columns[3], program: owner(in: line, columns), processes: holders(in: line, columns))
        } else if let place = columns.firstIndex(where: { $0.hasPrefix("tcp") }), (3...4).contains(place) {
            let address = columns[(place + 1)...].drop { $0 == "6" }.first ?? ""
            // Where a wide name has grown into its number, neither is known for certain.
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

extension Subject {
    /// Whether nothing listens on a port for a family of addresses, though something does for the other one.
    func isUnbound(_ port: Port, byIPv6: Bool) -> Bool {
        let bound = ((try? sockets()) ?? []).filter { $0.port == port }
        if bound.isEmpty { return false }
        if byIPv6 { return !bound.contains { $0.address == "*" || $0.address.contains(":") } }
        // netstat shows `::` also where that takes IPv4 too. Dovecot binds it for IPv6 alone.
        return bound.allSatisfy { $0.address.contains(":") }
            && ((try? promised()) ?? []).contains { $0.port == port && $0.isIPv6Only }
    }
}

/// `users:(("dovecot",pid=158,fd=43))`, or netstat's `158/dovecot`.
private func owner(in line: Substring, _ columns: [Substring]) -> String? {
    if let name = line.between("((\"", "\"") { return String(name) }
    guard columns[0].hasPrefix("tcp"), let slash = columns.last?.firstIndex(of: "/") else { return nil }
    return columns.last.map { String($0[$0.index(after: slash)...]) }
}

/// The numbers in `users:(("dovecot",pid=158,fd=43),("imap-login",pid=160,fd=7))`, or that before netstat's slash.
///
/// A program chooses its name, which may look like what stands around it. Where a line is not exactly of this form, none
/// of its numbers is believed.
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

/// `"dovecot",pid=158,fd=43`, and `),` where another follows.
private func holder(_ text: Substring) -> UInt32? {
    let text = text.hasSuffix("),") ? text.dropLast(2) : text
    let parts = text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { Substring($0) }
    guard parts.count == 3, parts[0].utf8.count(where: { $0 == UInt8(ascii: "\"") }) == 2, parts[0].hasPrefix("\""),
        parts[0].hasSuffix("\""), parts[1].hasPrefix("pid="), parts[2].hasPrefix("fd="),
        number(parts[2].dropFirst(3), in: 0...4_294_967_295) != nil
    else { return nil }
    return number(parts[1].dropFirst(4), in: processIDs)
}

/// A Linux kernel has no more (PID_MAX_LIMIT), FreeBSD's fewer.
private let processIDs: ClosedRange<UInt32> = 1...4_194_304
