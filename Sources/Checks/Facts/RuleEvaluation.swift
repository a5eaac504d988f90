import Fleet

/// Evaluates the rules of one base chain for one packet.
///
/// Each chain is evaluated once, as its result does not depend on the caller. That bounds the time.
struct RuleEvaluation {
    let filter: PacketFilter
    let packet: PacketFilter.Packet
    let entrance: FilterChain
    /// A rule that may block the packet.
    private(set) var suspect: PacketFilter.Blocker?
    /// By chain index; nil: in progress.
    private var known: [Int: Outcome?] = [:]

    enum Outcome { case accepted, passed, blocked(PacketFilter.Blocker) }

    /// Steps left: one for each rule, port and address compared.
    struct Budget {
        var left = 100_000

        mutating func spend(_ steps: Int) throws(MissingFact) {
            left -= steps
            if left < 0 { throw MissingFact("the firewall has too many rules to evaluate") }
        }
    }

    /// The kernel's limit (NFT_JUMP_STACK_SIZE).
    private static let deepest = 16

    init(filter: PacketFilter, packet: PacketFilter.Packet, entrance: FilterChain) {
        (self.filter, self.packet, self.entrance) = (filter, packet, entrance)
    }

    /// Throws at the budget, the depth limit or a loop.
    mutating func run(_ budget: inout Budget) throws(MissingFact) -> Outcome {
        try through(entrance, depth: 0, &budget)
    }

    private mutating func through(
        _ chain: FilterChain, depth: Int, _ budget: inout Budget
    ) throws(MissingFact) -> Outcome {
        guard depth <= Self.deepest else { throw MissingFact("the chains of the firewall are nested too deep") }
        for rule in chain.rules {
            try budget.spend(1 + rule.size)
            let holds = try rule.holds(for: packet) { name throws(MissingFact) in
                let elements = filter.elements(of: name, chain)
                try budget.spend(elements?.count ?? 0)
                return elements
            }
            guard holds != .no else { continue }
            switch rule.verdict {
            case nil: continue
            case .accept: if holds == .yes { return .accepted }
            case .leave: if holds == .yes { return .passed }
            case .block:
                if holds == .yes { return .blocked(blocker(rule, in: chain, isCertain: true)) }
                suspect = suspect ?? blocker(rule, in: chain, isCertain: false)
            case .jump(let name, let returns):
                guard let outcome = try jump(to: name, from: chain, depth, &budget) else { continue }
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

    private mutating func jump(
        to name: Substring, from chain: FilterChain, _ depth: Int, _ budget: inout Budget
    ) throws(MissingFact) -> Outcome? {
        guard let (place, next) = filter.chain(name, like: chain) else { return nil }
        if let outcome = known[place] {
            guard let outcome else { throw MissingFact("the chains of the firewall form a loop") }
            return outcome
        }
        known[place] = .some(nil)
        let outcome = try through(next, depth: depth + 1, &budget)
        known[place] = outcome
        return outcome
    }

    private func blocker(_ rule: FilterRule?, in chain: FilterChain, isCertain: Bool) -> PacketFilter.Blocker {
        .init(chain: chain, entrance: entrance, rule: rule, isCertain: isCertain, isUFWs: filter.isUFWs(chain))
    }

    private func end(of chain: FilterChain) -> Outcome {
        guard entrance.dropsByPolicy, chain == entrance else { return .passed }
        return .blocked(blocker(nil, in: chain, isCertain: true))
    }
}
