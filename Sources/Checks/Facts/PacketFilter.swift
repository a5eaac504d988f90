import Fleet

/// The host's firewall rules (nft, iptables-save) for incoming packets. They explain a failed connection, and never
/// decide.
struct PacketFilter: Sendable, Equatable {
    /// The first packet of a client connection, or its answer.
    struct Packet: Sendable {
        var port: Port
        var isIPv6: Bool
        /// The client's address as the host sees it.
        var source: String?
        var isAnswer = false
    }

    struct Blocker: Sendable, Equatable {
        let chain: FilterChain
        /// The base chain: exceptions must come before it.
        let entrance: FilterChain
        /// nil: the chain's policy.
        let rule: FilterRule?
        /// Whether every condition is understood and matches.
        let isCertain: Bool
        /// Whether ufw manages the chain: it sets its policy on the built-in chains.
        var isUFWs = false

        /// Whether it blocks by address, so that other clients get through.
        var isOfSource: Bool { rule?.namesSource ?? false }
        var words: String { rule?.text ?? "policy \(chain.policyWord)" }
        /// `nft inet filter input: tcp dport 143 drop`
        var place: String { "\(chain.words): \(words)" }

        /// Of one rule or policy, whatever was mended before it.
        func isSame(as other: Blocker) -> Bool { place == other.place && rule?.handle == other.rule?.handle }
    }

    private var chains: [FilterChain]
    private let places: [ChainName: Int]
    private let sets: [String: [Substring]]

    init(nft: [Substring], iptables: [Substring], ip6tables: [Substring], ipset: [Substring]) {
        let own = Iptables(iptables, tool: .iptables).chains + Iptables(ip6tables, tool: .ip6tables).chains
        let rules = NftRuleset(nft)
        // iptables-nft keeps its tables in nftables, so nft lists them again.
        let twice = Set(own.map { "\($0.tool == .iptables ? "ip" : "ip6") \($0.table)" })
        let all = own + rules.chains.filter { !twice.contains("\($0.family) \($0.table)") }
        chains = all
        places = Dictionary(all.enumerated().map { (ChainName($1), $0) }, uniquingKeysWith: { first, _ in first })
        sets = rules.sets.merging(Iptables.sets(ipset)) { first, _ in first }
    }

    private static let mostBlockers = 4

    /// What blocks the packet, one after another: each as it were if the one before it were mended.
    func blockers(of packet: Packet) throws(MissingFact) -> [Blocker] {
        var filter = self
        var found: [Blocker] = []
        while found.count < Self.mostBlockers, let blocker = try filter.blocker(of: packet) {
            // Behind a certain one, a possible one is a guess.
            guard blocker.isCertain || found.isEmpty else { break }
            found.append(blocker)
            guard blocker.isCertain else { break }
            filter.mend(blocker)
        }
        return found
    }

    /// A rule for mail alone is deleted, once; else an exception lets the packet through the base chain.
    private mutating func mend(_ blocker: Blocker) {
        if let rule = blocker.rule, rule.isForMailAlone, let place = places[ChainName(blocker.chain)] {
            chains[place].rules.firstIndex(of: rule).map { _ = chains[place].rules.remove(at: $0) }
        } else if let place = places[ChainName(blocker.entrance)] {
            chains[place].rules = []
            chains[place].dropsByPolicy = false
        }
    }

    /// The first certain blocker, else a possible one. Throws if the rules are too many or too deep.
    func blocker(of packet: Packet) throws(MissingFact) -> Blocker? {
        var answer = packet
        answer.isAnswer = true
        var suspect: Blocker?
        var budget = RuleEvaluation.Budget()
        for packet in [packet, answer] {
            for entrance in chains.filter({ $0.sees(packet) }).sorted(by: { $0.order < $1.order }) {
                var walk = RuleEvaluation(filter: self, packet: packet, entrance: entrance)
                if case .blocked(let blocker) = try walk.run(&budget) { return blocker }
                suspect = suspect ?? walk.suspect
            }
        }
        return suspect
    }

    func chain(_ name: Substring, like other: FilterChain) -> (place: Int, chain: FilterChain)? {
        places[ChainName(other, name)].map { ($0, chains[$0]) }
    }

    func isUFWs(_ chain: FilterChain) -> Bool {
        ["ufw-user-input", "ufw6-user-input"].contains { self.chain($0, like: chain) != nil }
    }

    func elements(of set: String, _ chain: FilterChain) -> [Substring]? {
        sets["\(chain.family) \(chain.table) \(set)"] ?? sets[set]
    }
}

private struct ChainName: Hashable {
    let tool: FilterChain.Tool
    let family: Substring
    let table: Substring
    let name: Substring

    init(_ chain: FilterChain, _ name: Substring? = nil) {
        (tool, family, table, self.name) = (chain.tool, chain.family, chain.table, name ?? chain.name)
    }
}
