import Fleet

/// One host in two runs.
struct PairedHost {
    let before: HostResult
    let after: HostResult

    struct Unasked: Hashable {
        let check: String
        let wasAsked: Bool
    }

    private var past: [String: Finding] {
        Dictionary(before.findings.map { ($0.check, $0) }, uniquingKeysWith: { $1 })
    }

    /// The changes of the checks that both runs asked.
    var changes: [Comparison.Change] {
        let past = past
        let name = after.host.name
        return after.findings.compactMap { now in
            guard let then = past[now.check], let kind = Self.kind(then, now) else { return nil }
            return Comparison.Change(
                kind: kind, host: name, formerHost: before.host.name == name ? nil : before.host.name, before: then,
                after: now)
        }
    }

    /// What a check's two findings come to; nil for no change worth telling.
    private static func kind(_ then: Finding, _ now: Finding) -> Comparison.Kind? {
        let isSame = then.signature == now.signature
        switch (then.verdict, now.verdict) {
        case (.fail, .fail), (.warn, .warn): return isSame ? .stillFailing : .new
        case (_, .fail): return .new
        // It works again, and still needs attention.
        case (.fail, .warn): return .fixed
        case (_, .warn): return .new
        case (.fail, .pass), (.warn, .pass): return .fixed
        case (.pass, .unknown), (.pass, .blocked), (.warn, .unknown), (.warn, .blocked), (.fail, .unknown),
            (.fail, .blocked):
            return .newlyUnknown
        default: return nil
        }
    }

    /// Where a run did not ask a check, or skipped it, it says nothing of it.
    var unasked: [Unasked] {
        let asked = { (result: HostResult) in
            Set(result.findings.filter { $0.verdict != .skipped }.map(\.check))
        }
        let (then, now) = (asked(before), asked(after))
        return then.subtracting(now).map { Unasked(check: $0, wasAsked: true) }
            + now.subtracting(then).map { Unasked(check: $0, wasAsked: false) }
    }

    var facts: [Comparison.FactChange] {
        // Of a host that could not be looked at nothing is known, which its verdicts say.
        guard before.outcome == .swept, after.outcome == .swept else { return [] }
        return Set(before.facts.keys).union(after.facts.keys).sorted().compactMap { fact in
            let (then, now) = (before.facts[fact], after.facts[fact])
            guard then != now else { return nil }
            return Comparison.FactChange(host: after.host.name, fact: fact, before: then, after: now)
        }
    }
}
