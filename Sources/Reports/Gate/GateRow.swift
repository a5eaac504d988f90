package import Fleet

/// One host as a gate sees it: of its findings those that count, and what they come to.
struct GateRow {
    let result: HostResult
    /// Failures that are held against the run.
    let failures: [Finding]
    /// Failures that are not: waived, or known from the run that is compared against.
    let excused: [Finding]
    /// What could not be determined, but for what an excused failure explains.
    let open: [Finding]
    let warns: Bool
    /// Whether any check that counts had something to say.
    let isJudged: Bool
    /// Whether the gate counts the host: it is in service, and stays there.
    let isCounted: Bool

    /// Whether it was swept, and no check that counts applied: nothing is known of it.
    var isUnasked: Bool { result.outcome == .swept && !isJudged }

    enum Standing { case failing, undecided, excused, passing }

    init(_ result: HostResult, gate: Gate, known: KnownFailures) {
        self.result = result
        let counted = gate.ignored.isEmpty ? result.findings : result.findings.filter { !gate.ignores($0) }
        let telling = counted.of(.warn, .fail, .unknown, .blocked)
        let troubles = telling.filter { $0.verdict == .fail || gate.failOn == .warn && $0.verdict == .warn }
        let isExcused = { (finding: Finding) in
            finding.waiver != nil || gate.failsOnNewOnly && known.contain(finding, of: result.host.name)
        }
        excused = troubles.filter(isExcused)
        failures = troubles.filter { !isExcused($0) }
        let explained = Self.explained(by: excused, in: telling)
        open = telling.filter { finding in
            finding.verdict == .unknown || finding.verdict == .blocked && !explained.contains(finding.check)
        }
        warns = telling.contains { $0.verdict == .warn }
        isJudged = counted.indices.contains { counted[$0].verdict != .skipped }
        isCounted = result.host.state == .inService && !gate.draining.contains(result.host.name)
    }

    /// A host that was not swept, or that no check said anything of, is never more than undecided.
    var standing: Standing {
        if !failures.isEmpty { return .failing }
        if result.outcome != .swept || isUnasked || !open.isEmpty { return .undecided }
        return excused.isEmpty ? .passing : .excused
    }

    /// Whether all of it is known, or one thing is known to fail.
    var isDecided: Bool {
        failures.contains { $0.verdict == .fail } || result.outcome == .swept && !isUnasked && open.isEmpty
    }

    /// The checks that are blocked by these failures, and by what those block.
    private static func explained(by failures: [Finding], in findings: [Finding]) -> Set<String> {
        var explained = Set(failures.map(\.check))
        var count = 0
        while count != explained.count {
            count = explained.count
            for finding in findings where finding.verdict == .blocked {
                if let cause = finding.blockedBy, explained.contains(cause) { explained.insert(finding.check) }
            }
        }
        return explained
    }
}

extension Gate {
    func ignores(_ finding: Finding) -> Bool {
        ignored.contains(finding.check) || ignored.contains(finding.item.rawValue)
    }
}

/// The failures of an earlier run, which are not new when they are seen again.
package struct KnownFailures: Sendable {
    private struct Key: Hashable {
        let host: String
        let check: String
        let signature: String
    }

    private var keys: Set<Key> = []

    /// None.
    package init() {}

    /// Those of a run.
    package init(of run: Run) {
        for result in run.hosts {
            for finding in result.findings where [.fail, .warn].contains(finding.verdict) {
                keys.insert(Key(host: result.host.name, check: finding.check, signature: finding.signature))
            }
        }
    }

    func contain(_ finding: Finding, of host: String) -> Bool {
        keys.contains(Key(host: host, check: finding.check, signature: finding.signature))
    }
}
