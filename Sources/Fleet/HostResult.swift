/// A row of the matrix: what became of one host, and what was found on it.
package struct HostResult: Sendable, Equatable {
    package var host: Host
    package var outcome: Outcome
    /// Why it was not swept; hostile text.
    package var reason: String?
    /// From the first attempt to connect to the last byte, in seconds.
    package var seconds: Double
    /// What is worth knowing beside verdicts: `dovecot`, `os` …; hostile text.
    package var facts: [String: String]
    package var findings: [Finding]
    package var cause: Cause?
    /// Whether a login was proven, by a tagged OK to NAMESPACE.
    package var loginProven: Bool

    package init(
        host: Host, outcome: Outcome, reason: String? = nil, seconds: Double = 0, facts: [String: String] = [:],
        findings: [Finding] = [], cause: Cause? = nil, loginProven: Bool = false
    ) {
        self.host = host
        self.outcome = outcome
        self.reason = reason
        self.seconds = seconds
        self.facts = facts
        self.findings = findings
        self.cause = cause
        self.loginProven = loginProven
    }

    /// The cell of one item: the worst of its checks; `unknown` where an unswept host left none.
    package func verdict(of item: Item) -> Verdict {
        let verdicts = findings.lazy.filter { $0.item == item }.map { $0.verdict }
        if verdicts.isEmpty, outcome != .swept { return .unknown }
        return Verdict.worst(of: verdicts)
    }

    /// What the row comes to: failing when an item fails, undecided when something is not known and nothing fails.
    package var standing: Standing {
        // An item fails where one of its checks does: every report asks this of every host, so no item is made up first.
        if findings.contains(where: { $0.verdict == .fail }) { return .failing }
        if outcome != .swept { return .undecided }
        return findings.contains { $0.verdict == .unknown || $0.verdict == .blocked } ? .undecided : .passing
    }

    package enum Standing: String, Sendable { case passing, failing, undecided }
}
