internal import Fleet

struct PairedHost {
    let before: HostResult
    let after: HostResult

    struct Unasked: Hashable {
        let host: String
        let check: String
        let wasAsked: Bool
    }

    private var past: [String: Finding] {
        Dictionary(before.findings.map { ($0.check, $0) }, uniquingKeysWith: { $1 })
    }

    /// `pairs` are one later host with each of its earlier ones; the worst change of a check counts.
    static func changes(of pairs: [PairedHost]) -> [Comparison.Change] {
        guard let now = pairs.first?.after else { return [] }
        let names = pairs.map(\.before.host.name)
        let former = names == [now.host.name] ? nil : names.joined(separator: ", ")
        let pasts = pairs.map(\.past)
        return now.findings.compactMap { finding in
            let changes = pasts.compactMap { past in
                past[finding.check].flatMap { then in kind(then, finding).map { (then: then, kind: $0) } }
            }
            let worst = Self.worstFirst.lazy.compactMap { kind in changes.first { $0.kind == kind } }.first
            return worst.map { change in
                Comparison.Change(
                    kind: change.kind, host: now.host.name, formerHost: former, before: change.then, after: finding)
            }
        }
    }

    private static let worstFirst: [Comparison.Kind] = [.new, .newlyUnknown, .stillFailing, .fixed]

    private static func kind(_ then: Finding, _ now: Finding) -> Comparison.Kind? {
        let isSame = then.signature == now.signature
        switch (then.verdict, now.verdict) {
        case (.fail, .fail), (.warn, .warn): return isSame ? .stillFailing : .new
        case (_, .fail): return .new
        // It works again, with a warning.
        case (.fail, .warn): return .fixed
        case (_, .warn): return .new
        case (.fail, .pass), (.warn, .pass): return .fixed
        case (.pass, .unknown), (.pass, .blocked), (.warn, .unknown), (.warn, .blocked), (.fail, .unknown),
            (.fail, .blocked):
            return .newlyUnknown
        default: return nil
        }
    }

    /// Checks that only one run asked. Skipped checks were not asked, and checks without an answer are left out.
    var unasked: [Unasked] {
        let (then, now) = (Self.asked(before), Self.asked(after))
        let host = after.host.name
        return then.answered.subtracting(now.all).map { Unasked(host: host, check: $0, wasAsked: true) }
            + now.answered.subtracting(then.all).map { Unasked(host: host, check: $0, wasAsked: false) }
    }

    /// Failures of which the later run says nothing.
    var failuresNotChecked: Int {
        let left = Set(unasked.filter(\.wasAsked).map(\.check))
        return before.findings.count { $0.verdict == .fail && left.contains($0.check) }
    }

    private static func asked(_ result: HostResult) -> (all: Set<String>, answered: Set<String>) {
        let asked = result.findings.filter { $0.verdict != .skipped }
        return (Set(asked.map(\.check)), Set(asked.filter { ![.blocked, .unknown].contains($0.verdict) }.map(\.check)))
    }

    var facts: [Comparison.FactChange] {
        // The verdicts already say that nothing is known.
        guard before.outcome == .swept, after.outcome == .swept else { return [] }
        return Set(before.facts.keys).union(after.facts.keys).sorted().compactMap { fact in
            let (then, now) = (before.facts[fact], after.facts[fact])
            // The fact `certificate` contains the date.
            guard then != now, fact != "certificate-ends" else { return nil }
            return Comparison.FactChange(host: after.host.name, fact: fact, before: then, after: now)
        }
    }
}
