import Fleet

/// Facts about what the host filters by.
extension Subject {
    /// Where the coordinator comes from, as the host sees it; nil where that is not known.
    var clientAddress: String? {
        guard let line = try? part("firewall", "client").firstLine, !line.isEmpty else { return nil }
        return line
    }

    /// Unknown where no tool could list anything, as without root.
    func packetFilter() throws(Unjudgeable) -> PacketFilter {
        try facts.packetFilter { () throws(Unjudgeable) in try readPacketFilter() }
    }

    private func readPacketFilter() throws(Unjudgeable) -> PacketFilter {
        let parts = try allParts(of: "firewall")
        let lists = ["nft", "iptables-save", "ip6tables-save"].compactMap { parts[$0] }
        guard lists.contains(where: { $0.status == 0 }) else {
            throw Unjudgeable(lists.first?.firstLine ?? "no tool on the host lists its firewall")
        }
        func lines(_ name: String) -> [Substring] { parts[name].flatMap { $0.status == 0 ? $0.lines : nil } ?? [] }
        return PacketFilter(
            nft: lines("nft"), iptables: lines("iptables-save"), ip6tables: lines("ip6tables-save"),
            ipset: lines("ipset"))
    }

    /// What keeps clients from a port, as far as the host's own rules tell.
    func blocker(of port: Port, isIPv6: Bool) throws(Unjudgeable) -> PacketFilter.Blocker? {
        // The other family's address is not the one that the rule would have to name.
        let source = clientAddress.flatMap { $0.contains(":") == isIPv6 ? $0 : nil }
        return try packetFilter().blocker(of: .init(port: port, isIPv6: isIPv6, source: source))
    }
}
