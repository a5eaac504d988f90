package import Fleet

/// One host as the gate judges it.
struct GateRow {
    let result: HostResult
    let failures: [Finding]
    /// Waived, or known from the run compared against.
    let excused: [Finding]
    /// The checks of excused failures, and those that they block.
    let explained: Set<String>
    /// Unknown or blocked, unless an excused failure explains it.
    let open: [Finding]
    let warns: Bool
    /// Whether any check that counts applied.
    let isJudged: Bool
    let isCounted: Bool

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
        self.explained = explained
        open = telling.filter { finding in
            finding.verdict == .unknown || finding.verdict == .blocked && !explained.contains(finding.check)
        }
        warns = telling.contains { $0.verdict == .warn }
        isJudged = counted.indices.contains { counted[$0].verdict != .skipped }
        isCounted = result.host.state == .inService && !gate.draining.contains(result.host.name)
    }

    /// A host that was not swept, or to which no check applied, does not pass.
    var standing: Standing {
        if !failures.isEmpty { return .failing }
        if result.outcome != .swept || isUnasked || !open.isEmpty { return .undecided }
        return excused.isEmpty ? .passing : .excused
    }

    /// Whether every check has an answer, or one fails.
    var isDecided: Bool {
        failures.contains { $0.verdict == .fail } || result.outcome == .swept && !isUnasked && open.isEmpty
    }

    /// Blocked by these failures, directly or through other checks.
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

/// The failures of an earlier run, excused by `failsOnNewOnly`.
package struct KnownFailures: Sendable {
    private struct Key: Hashable {
        let host: String
        let check: String
        let signature: String
    }

    private var keys: Set<Key> = []

    package init() {}

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
