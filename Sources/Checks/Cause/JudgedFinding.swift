package import Fleet

/// A finding with what the search for its cause needs.
package struct JudgedFinding: Sendable {
    package let check: any Check
    package var finding: Finding
    package var reason: Reason?
    /// Whether only the log can say why it failed.
    package var leavesReasonToLog = false
    package var breaks: Condition?
    let platform: Platform
    /// What to do. Setting it renders the finding's remedy for the platform.
    var advice: Advice? {
        didSet { finding.remedy = advice?.remedy(on: platform) }
    }

    init(
        _ check: any Check, _ finding: Finding, reason: Reason? = nil, breaks: Condition? = nil,
        on platform: Platform = .usual
    ) {
        self.check = check
        self.platform = platform
        self.finding = finding
        self.reason = reason
        self.breaks = breaks ?? check.decides
    }
}

extension [JudgedFinding] {
    /// Marks failures that another explains as blocked by the root failure.
    func explained() -> [Finding] {
        let failures = filter { $0.finding.verdict == .fail }
        if failures.isEmpty { return map(\.finding) }
        return map { judged in
            guard let root = judged.root(among: failures, self) else { return judged.without(remedyOf: failures, self) }
            var blocked = judged.finding
            blocked.verdict = .blocked
            blocked.blockedBy = root.finding.check
            blocked.remedy = nil
            return blocked
        }
    }
}

extension JudgedFinding {
    /// Of a log line and a check that tell the same, only the check says what to do: it has seen more.
    fileprivate func without(remedyOf failures: [JudgedFinding], _ all: [JudgedFinding]) -> Finding {
        guard finding.verdict == .warn, check.decides == nil, breaks != nil,
            let same = failures.first(where: { $0.breaks == breaks })
        else { return finding }
        // A failure that another explains has no remedy to see.
        let shown = same.root(among: failures, all) ?? same
        var told = self
        told.advice = [.note("This has the cause of \(shown.finding.check): see there.")]
        return told.finding
    }

    /// The failure that ends the chain of explanations; nil if none explains this one.
    fileprivate func root(among failures: [JudgedFinding], _ all: [JudgedFinding], passed: Set<String> = [])
        -> JudgedFinding?
    {
        // Only `explained-by` of an operator's check explains a warning.
        let isExplicable =
            [.fail, .unknown].contains(finding.verdict) || finding.verdict == .warn && !check.explainedBy.isEmpty
        guard isExplicable else { return nil }
        let passed = passed.union([finding.check])
        let explainers = failures.filter { !passed.contains($0.finding.check) && isExplained(by: $0, all) }
        // Of equal ranks, `min` returns the first in the catalogue's order.
        guard let first = explainers.min(by: { $0.rank < $1.rank }) else { return nil }
        return first.root(among: failures, all, passed: passed) ?? first
    }

    private func isExplained(by other: JudgedFinding, _ all: [JudgedFinding]) -> Bool {
        if depends(on: other, all) { return true }
        // Findings that quote one log line have one fault.
        let isOneFault = !finding.said.isEmpty && finding.said == other.finding.said && other.rank < rank
        return isOneFault && !other.depends(on: self, all)
    }

    private func depends(on other: JudgedFinding, _ all: [JudgedFinding]) -> Bool {
        if other.finding.check == finding.check { return false }
        if check.explainedBy.contains(other.finding.check) { return true }
        guard let broken = other.breaks else { return false }
        if finding.verdict == .unknown, check.asks.contains(broken) { return true }
        if case .said(broken)? = reason { return true }
        guard check.needs.contains(broken) || check.decides?.needs.contains(broken) == true else { return false }
        if case .said(let condition) = reason {
            return broken == condition || condition.needs.contains(broken)
                || check.needs.contains(broken) && other.reason == reason
        }
        return check.isExplained(self, by: other, among: all)
    }

    /// Signatures begin with the listener's name.
    func isOfSameListener(as other: JudgedFinding) -> Bool {
        let names = [self, other].map { $0.finding.signature.prefix { $0 != " " } }
        return finding.verdict == .unknown || names[0] == names[1]
    }

    private var rank: Int { breaks?.rank ?? Condition.lowestRank }
}

extension Condition {
    /// Its index in `allCases`; 0 is the most fundamental.
    var rank: Int { Self.ranks[self] ?? Self.lowestRank }

    static let lowestRank = allCases.count
    private static let ranks = Dictionary(uniqueKeysWithValues: zip(allCases, allCases.indices))
}

extension Catalogue {
    /// The most fundamental failure that no other explains; nil if nothing fails.
    func cause(of findings: [Finding]) -> Cause? {
        guard let first = findings.of(.fail).min(by: { rank(of: $0.check) < rank(of: $1.check) }) else { return nil }
        return Cause(
            check: first.check, summary: first.summary, signature: first.signature, said: first.said,
            remedy: first.remedy ?? [])
    }

    private func rank(of id: String) -> Int {
        checks.first { $0.id == id }?.decides?.rank ?? Condition.lowestRank
    }
}
