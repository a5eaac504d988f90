import Fleet

/// What the kernel filters by, as `nft` and `iptables-save` list it, as far as it concerns packets that come in.
///
/// It explains what a connection from outside has shown, and decides nothing: what cannot be understood is passed over.
struct PacketFilter: Sendable, Equatable {
    /// The first packet of a connection that a mail client opens, or the host's answer to it.
    struct Packet: Sendable {
        /// The host's.
        var port: Port
        var isIPv6: Bool
        /// Where the client is, as the host sees it; nil where that is not known.
        var source: String?
        var isAnswer = false
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
    /// The place of each chain, the first of a name.
    private let places: [ChainName: Int]
    private let sets: [String: [Substring]]

    init(nft: [Substring], iptables: [Substring], ip6tables: [Substring], ipset: [Substring]) {
        let own = Iptables(iptables, tool: .iptables).chains + Iptables(ip6tables, tool: .ip6tables).chains
        let rules = NftRuleset(nft)
        // iptables makes its tables in nftables now; nft then lists them again, in its own words.
        let twice = Set(own.map { "\($0.tool == .iptables ? "ip" : "ip6") \($0.table)" })
        let all = own + rules.chains.filter { !twice.contains("\($0.family) \($0.table)") }
        chains = all
        places = Dictionary(all.enumerated().map { (ChainName($1), $0) }, uniquingKeysWith: { first, _ in first })
        sets = rules.sets.merging(Iptables.sets(ipset)) { first, _ in first }
    }

    /// What keeps a packet out, or is likeliest to; nil where nothing that is understood does. Throws where the rules
    /// cannot be followed to their end.
    func blocker(of packet: Packet) throws(Unjudgeable) -> Blocker? {
        var answer = packet
        answer.isAnswer = true
        var suspect: Blocker?
        var budget = PacketWalk.Budget()
        for packet in [packet, answer] {
            for entrance in chains.filter({ $0.sees(packet) }).sorted(by: { $0.order < $1.order }) {
                var walk = PacketWalk(filter: self, packet: packet, entrance: entrance)
                if case .blocked(let blocker) = try walk.run(&budget) { return blocker }
                suspect = suspect ?? walk.suspect
            }
        }
        return suspect
    }

    /// A chain of the same table, and its place.
    func chain(_ name: Substring, like other: FilterChain) -> (place: Int, chain: FilterChain)? {
        places[ChainName(other, name)].map { ($0, chains[$0]) }
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

/// What tells a chain from all others.
private struct ChainName: Hashable {
    let tool: FilterChain.Tool
    let family: Substring
    let table: Substring
    let name: Substring

    init(_ chain: FilterChain, _ name: Substring? = nil) {
        (tool, family, table, self.name) = (chain.tool, chain.family, chain.table, name ?? chain.name)
    }
}
