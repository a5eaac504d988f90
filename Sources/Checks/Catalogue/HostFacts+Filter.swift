import Fleet

extension HostFacts {
    /// The coordinator's address as the host sees it.
    var clientAddress: String? {
        guard let line = try? part("firewall", "client").firstLine, !line.isEmpty else { return nil }
        return line
    }

    /// Throws where no tool lists the rules, as without root.
    func packetFilter() throws(MissingFact) -> PacketFilter {
        try facts.packetFilter { () throws(MissingFact) in try readPacketFilter() }
    }

    private func readPacketFilter() throws(MissingFact) -> PacketFilter {
        let parts = try allParts(of: "firewall")
        let lists = ["nft", "iptables-save", "ip6tables-save"].compactMap { parts[$0] }
        guard lists.contains(where: { $0.status == 0 }) else {
            throw MissingFact(lists.first?.firstLine ?? "no tool on the host lists its firewall")
        }
        func lines(_ name: String) -> [Substring] { parts[name].flatMap { $0.status == 0 ? $0.lines : nil } ?? [] }
        return PacketFilter(
            nft: lines("nft"), iptables: lines("iptables-save"), ip6tables: lines("ip6tables-save"),
            ipset: lines("ipset"))
    }

    func blockers(of port: Port, isIPv6: Bool) throws(MissingFact) -> [PacketFilter.Blocker] {
        // The rule would name an address of the other family.
        let source = clientAddress.flatMap { $0.contains(":") == isIPv6 ? $0 : nil }
        return try packetFilter().blockers(of: .init(port: port, isIPv6: isIPv6, source: source))
    }
}
