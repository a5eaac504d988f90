/// What the kernel filters by, as `nft` and `iptables-save` list it, as far as it concerns packets that come in.
///
/// It explains what a connection from outside has shown, and decides nothing: what cannot be understood is passed over.
struct PacketFilter: Sendable, Equatable {
    /// The first packet of a connection that a mail client opens.
    struct Packet: Sendable {
        var port: Int
        var isIPv6: Bool
        /// Where it comes from, as the host sees it; nil where that is not known.
        var source: String?
    }

    /// What keeps a packet out.
    struct Blocker: Sendable, Equatable {
        let chain: FilterChain
        /// The chain that packets enter first, before which an exception has to stand.
        let entrance: FilterChain
        /// As the tool lists it; nil: it is the chain's policy.
        let rule: FilterRule?
        /// Whether every condition was understood, and holds.
        let isCertain: Bool
        /// Whether ufw rules there: its policy stands in the kernel's own chains.
        var isUFWs = false

        /// Whether it is about the source alone: others get through.
        var isOfSource: Bool { rule?.namesSource ?? false }
        var words: String { rule?.text ?? "policy \(chain.policyWord)" }
    }

    private let chains: [FilterChain]
    private let sets: [String: [Substring]]

    init(nft: [Substring], iptables: [Substring], ip6tables: [Substring], ipset: [Substring]) {
        let own = Iptables(iptables, tool: .iptables).chains + Iptables(ip6tables, tool: .ip6tables).chains
        let rules = NftRuleset(nft)
        // iptables makes its tables in nftables now; nft then lists them again, in its own words.
        let twice = Set(own.map { "\($0.tool == .iptables ? "ip" : "ip6") \($0.table)" })
        chains = own + rules.chains.filter { !twice.contains("\($0.family) \($0.table)") }
        sets = rules.sets.merging(Iptables.sets(ipset)) { first, _ in first }
    }

    /// What keeps a packet out, or is likeliest to; nil where nothing that is understood does.
    func blocker(of packet: Packet) -> Blocker? {
        let entrances = chains.filter { $0.hook != nil && $0.sees(packet) }.sorted { $0.order < $1.order }
        var suspect: Blocker?
        for entrance in entrances {
            var walk = Walk(filter: self, packet: packet, entrance: entrance)
            if case .blocked(let blocker) = walk.through(entrance, depth: 0) { return blocker }
            suspect = suspect ?? walk.suspect
        }
        return suspect
    }

    func chain(_ name: Substring, like other: FilterChain) -> FilterChain? {
        chains.first {
            $0.name == name && $0.table == other.table && $0.family == other.family && $0.tool == other.tool
        }
    }

    /// Whether ufw has made its chains beside this one.
    func isUFWs(_ chain: FilterChain) -> Bool {
        ["ufw-user-input", "ufw6-user-input"].contains { self.chain($0, like: chain) != nil }
    }

    /// The elements of a set; nil where it is not known.
    func elements(of set: String, _ chain: FilterChain) -> [Substring]? {
        sets["\(chain.family) \(chain.table) \(set)"] ?? sets[set]
    }
}

/// One packet's way through the rules of a hook.
private struct Walk {
    let filter: PacketFilter
    let packet: PacketFilter.Packet
    let entrance: FilterChain
    /// A rule that keeps packets out under conditions that were not all understood.
    var suspect: PacketFilter.Blocker?

    enum Outcome { case accepted, passed, blocked(PacketFilter.Blocker) }

    /// A chain that leads back to itself is refused by the kernel; a listing of one is no reason to follow it for ever.
    private static let deepest = 16

    mutating func through(_ chain: FilterChain, depth: Int) -> Outcome {
        guard depth < Self.deepest else { return .passed }
        for rule in chain.rules {
            let holds = rule.holds(for: packet) { filter.elements(of: $0, chain) }
            guard holds != .no else { continue }
            switch rule.verdict {
            case nil: continue
            case .accept: if holds == .yes { return .accepted }
            case .leave: if holds == .yes { return .passed }
            case .block:
                let blocker = PacketFilter.Blocker(
                    chain: chain, entrance: entrance, rule: rule, isCertain: holds == .yes,
                    isUFWs: filter.isUFWs(chain))
                if holds == .yes { return .blocked(blocker) }
                suspect = suspect ?? blocker
            case .jump(let name, let returns):
                guard let next = filter.chain(name, like: chain) else { continue }
                let outcome = through(next, depth: depth + 1)
                switch outcome {
                case .passed: if !returns, holds == .yes { return end(of: chain) }
                case .accepted: if holds == .yes { return .accepted }
                case .blocked(let blocker):
                    if holds == .yes { return outcome }
                    suspect = suspect ?? blocker
                }
            }
        }
        return end(of: chain)
    }

    private func end(of chain: FilterChain) -> Outcome {
        guard entrance.dropsByPolicy, chain == entrance else { return .passed }
        return .blocked(
            .init(chain: chain, entrance: entrance, rule: nil, isCertain: true, isUFWs: filter.isUFWs(chain)))
    }
}
