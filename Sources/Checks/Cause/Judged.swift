package import Fleet

/// A finding of one check, with what its causes are found by.
package struct Judged: Sendable {
    package let check: any Check
    package var finding: Finding
    package var reason: Reason?
    /// Whether only the log can tell why it failed.
    package var leavesReasonToLog = false
    /// The condition that its failure breaks.
    package var breaks: Condition?
    let platform: Platform
    /// What to do, which the finding says in the words of its host.
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

extension [Judged] {
    /// The findings with each that another explains marked as blocked by the failure at its root; evidence is kept.
    func explained() -> [Finding] {
        let failures = filter { $0.finding.verdict == .fail }
        if failures.isEmpty { return map(\.finding) }
        return map { judged in
            guard let root = judged.root(among: failures, self) else { return judged.finding }
            var blocked = judged.finding
            blocked.verdict = .blocked
            blocked.blockedBy = root.finding.check
            // What to do is said once, at the root.
            blocked.remedy = nil
            return blocked
        }
    }
}

extension Judged {
    /// The failure at the end of the chain that explains this one; nil where no other explains it.
    fileprivate func root(among failures: [Judged], _ all: [Judged], passed: Set<String> = []) -> Judged? {
        // What an operator's check warns of may be explained by what its author says.
        let isExplicable =
            [.fail, .unknown].contains(finding.verdict) || finding.verdict == .warn && !check.explainedBy.isEmpty
        guard isExplicable else { return nil }
        let passed = passed.union([finding.check])
        let explainers = failures.filter { !passed.contains($0.finding.check) && isExplained(by: $0, all) }
        // The first of those of equal rank, which stand in the catalogue's order.
        guard let first = explainers.min(by: { $0.rank < $1.rank }) else { return nil }
        return first.root(among: failures, all, passed: passed) ?? first
    }

    private func isExplained(by other: Judged, _ all: [Judged]) -> Bool {
        if depends(on: other, all) { return true }
        // One line of the log is one fault.
        let isOneFault = !finding.said.isEmpty && finding.said == other.finding.said && other.rank < rank
        return isOneFault && !other.depends(on: self, all)
    }

    private func depends(on other: Judged, _ all: [Judged]) -> Bool {
        if other.finding.check == finding.check { return false }
        if check.explainedBy.contains(other.finding.check) { return true }
        guard let broken = other.breaks else { return false }
        if finding.verdict == .unknown, check.asks.contains(broken) { return true }
        guard check.needs.contains(broken) || check.decides?.needs.contains(broken) == true else { return false }
        if case .said(let condition) = reason {
            return broken == condition || condition.needs.contains(broken)
                || check.needs.contains(broken) && other.reason == reason
        }
        return check.isExplained(self, by: other, among: all)
    }

    /// Whether both are about one listener, whose name their signatures begin with.
    func isOfSameListener(as other: Judged) -> Bool {
        let names = [self, other].map { $0.finding.signature.prefix { $0 != " " } }
        return finding.verdict == .unknown || names[0] == names[1]
    }

    private var rank: Int { breaks?.rank ?? Condition.lowestRank }
}

extension Condition {
    /// Its place among the conditions, the most fundamental first.
    var rank: Int { Self.ranks[self] ?? Self.lowestRank }

    static let lowestRank = allCases.count
    private static let ranks = Dictionary(uniqueKeysWithValues: zip(allCases, allCases.indices))
}

extension Catalogue {
    /// The most fundamental failure that nothing else explains; nil where nothing fails.
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
