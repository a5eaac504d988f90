import Fleet

/// One packet's way through the rules of a hook.
///
/// A chain is walked once: what it makes of a packet is the same wherever it is jumped to. So a listing whose chains jump
/// to each other many times takes no longer than it has rules.
struct PacketWalk {
    let filter: PacketFilter
    let packet: PacketFilter.Packet
    let entrance: FilterChain
    /// A rule that keeps packets out under conditions that were not all understood.
    private(set) var suspect: PacketFilter.Blocker?
    /// What has been walked, by the chain's place in the filter; nil: its walk is not over.
    private var known: [Int: Outcome?] = [:]

    enum Outcome { case accepted, passed, blocked(PacketFilter.Blocker) }

    /// Steps that are left for a packet: a rule, and each port or source that it is held against.
    struct Budget {
        var left = 100_000

        mutating func spend(_ steps: Int) throws(Unjudgeable) {
            left -= steps
            if left < 0 { throw Unjudgeable("it has more rules than can be followed") }
        }
    }

    /// As many jumps deep as the kernel follows them (NFT_JUMP_STACK_SIZE).
    private static let deepest = 16

    init(filter: PacketFilter, packet: PacketFilter.Packet, entrance: FilterChain) {
        (self.filter, self.packet, self.entrance) = (filter, packet, entrance)
    }

    /// Throws where the rules cannot be followed to their end: then nothing is known of what they do.
    mutating func run(_ budget: inout Budget) throws(Unjudgeable) -> Outcome {
        try through(entrance, depth: 0, &budget)
    }

    private mutating func through(
        _ chain: FilterChain, depth: Int, _ budget: inout Budget
    ) throws(Unjudgeable) -> Outcome {
        guard depth <= Self.deepest else { throw Unjudgeable("its chains lead too deep into each other") }
        for rule in chain.rules {
            try budget.spend(1 + rule.size)
            let holds = try rule.holds(for: packet) { name throws(Unjudgeable) in
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

    /// What another chain makes of the packet; nil where there is none of that name.
    private mutating func jump(
        to name: Substring, from chain: FilterChain, _ depth: Int, _ budget: inout Budget
    ) throws(Unjudgeable) -> Outcome? {
        guard let (place, next) = filter.chain(name, like: chain) else { return nil }
        if let outcome = known[place] {
            guard let outcome else { throw Unjudgeable("its chains lead back to themselves") }
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
