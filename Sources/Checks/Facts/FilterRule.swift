/// A chain of rules, of nftables or of iptables.
struct FilterChain: Sendable, Equatable {
    enum Tool: String, Sendable { case nft, iptables, ip6tables }

    let tool: Tool
    /// `inet`, `ip`, `ip6`.
    let family: Substring
    let table: Substring
    let name: Substring
    /// Where packets enter it; nil where other chains lead to it.
    var hook: Substring?
    /// Of several at a hook the one with the lowest comes first.
    var priority = 0
    var dropsByPolicy = false
    var rules: [FilterRule] = []

    var policyWord: String { dropsByPolicy ? (tool == .nft ? "drop" : "DROP") : "accept" }

    /// `nft inet filter input`, `iptables INPUT`.
    var words: String {
        if tool == .nft { return "nft \(family) \(table) \(name)" }
        return table == "filter" ? "\(tool.rawValue) \(name)" : "\(tool.rawValue) -t \(table) \(name)"
    }

    /// Ingress, prerouting and input are what a packet to the host itself passes, in that order.
    var order: (Int, Int) { ((["ingress", "prerouting", "input"].firstIndex(of: hook ?? "") ?? 3), priority) }

    func sees(_ packet: PacketFilter.Packet) -> Bool {
        guard ["ingress", "prerouting", "input"].contains(hook ?? "") else { return false }
        return family == "ip" ? !packet.isIPv6 : family == "ip6" ? packet.isIPv6 : true
    }
}

/// One rule: its conditions, as far as they are understood, and what becomes of a packet for which they hold.
struct FilterRule: Sendable, Equatable {
    enum Verdict: Sendable, Equatable {
        case accept
        /// Dropped or rejected.
        case block
        /// To another chain, and back where that decides nothing; or not back.
        case jump(Substring, returns: Bool)
        /// Back to where it came from.
        case leave
    }

    enum Condition: Sendable, Equatable {
        case ports([ClosedRange<Int>], negated: Bool)
        /// A set of ports or of sources, by its name.
        case portSet(String, negated: Bool)
        case sources([Substring], negated: Bool)
        case sourceSet(String, negated: Bool)
        case interface(Substring, negated: Bool)
        /// Whether it holds for a new TCP connection to the host itself.
        case holds(Bool)
        case ipv6(Bool)
        case unknown
    }

    enum Answer: Sendable { case yes, no, maybe }

    let text: String
    var conditions: [Condition] = []
    var verdict: Verdict?

    /// Whether it picks out where packets come from.
    var namesSource: Bool {
        conditions.contains { condition in
            switch condition {
            case .sources(_, let negated), .sourceSet(_, let negated): !negated
            default: false
            }
        }
    }

    func holds(for packet: PacketFilter.Packet, elements: (String) -> [Substring]?) -> Answer {
        let answers = conditions.map { answer($0, packet, elements) }
        return answers.contains(.no) ? .no : answers.contains(.maybe) ? .maybe : .yes
    }

    private func answer(
        _ condition: Condition, _ packet: PacketFilter.Packet, _ elements: (String) -> [Substring]?
    ) -> Answer {
        switch condition {
        case .ports(let ports, let negated): sure(ports.contains { $0.contains(packet.port) } != negated)
        case .portSet(let name, let negated):
            elements(name).map { sure(portRanges($0).contains { $0.contains(packet.port) } != negated) } ?? .maybe
        case .sources(let sources, let negated): isFrom(sources, packet, negated)
        case .sourceSet(let name, let negated): elements(name).map { isFrom($0, packet, negated) } ?? .maybe
        // Which interface clients come by is not known; it is not the loopback.
        case .interface("lo", let negated): sure(negated)
        case .interface: .maybe
        case .holds(let holds): sure(holds)
        case .ipv6(let isWanted): sure(isWanted == packet.isIPv6)
        case .unknown: .maybe
        }
    }

    private func sure(_ holds: Bool) -> Answer { holds ? .yes : .no }

    private func isFrom(_ sources: [Substring], _ packet: PacketFilter.Packet, _ negated: Bool) -> Answer {
        guard let source = packet.source else { return .maybe }
        let isIn = sources.contains { network in
            guard let slash = network.firstIndex(of: "/"), let bits = Int(network[network.index(after: slash)...]),
                let address = IPBits(source), let base = IPBits(network[..<slash])
            else { return network == source }
            return address.shares(bits, with: base)
        }
        return sure(isIn != negated)
    }
}

/// `143`, `1000-2000`, `imaps`: names as /etc/services has them, for the ports that matter here.
func portRanges(_ words: [Substring]) -> [ClosedRange<Int>] {
    let names = ["imap": 143, "imap2": 143, "imaps": 993, "pop3": 110, "pop3s": 995]
    return words.compactMap { word in
        let ends = word.split { $0 == "-" || $0 == ":" }.map { Int($0) ?? names[String($0)] ?? -1 }
        guard let first = ends.first, let last = ends.last, first >= 0, last >= first else { return nil }
        return first...last
    }
}

/// An IPv4 address as bits, to compare with a network's; IPv6 networks are compared whole, as text.
private struct IPBits {
    let value: UInt32

    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt32($0) }
        guard parts.count == 4, parts.allSatisfy({ ($0 ?? 256) < 256 }) else { return nil }
        value = parts.reduce(0) { $0 << 8 | ($1 ?? 0) }
    }

    func shares(_ bits: Int, with other: IPBits) -> Bool {
        bits <= 0 || (bits <= 32 && value >> UInt32(32 - bits) == other.value >> UInt32(32 - bits))
    }
}
