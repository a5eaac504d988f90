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
    package var findings: [Finding] { didSet { row = Row(findings) } }
    /// What the findings come to: every report asks for it many times.
    private var row: Row
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
        row = Row(findings)
        self.cause = cause
        self.loginProven = loginProven
    }

    /// The cell of one item: the worst of its checks; `unknown` where an unswept host left none.
    package func verdict(of item: Item) -> Verdict {
        row.cells[item] ?? (outcome == .swept ? .skipped : .unknown)
    }

    /// Whether the item fails, and somebody has accepted every failure of it.
    package func isWaived(_ item: Item) -> Bool { row.cells[item] == .fail && !row.counted.contains(item) }

    /// Whether the host fails, and somebody has accepted every failure of it.
    package var isWaived: Bool { row.verdicts.contains(.fail) && row.counted.isEmpty }

    /// The columns of its row: the checklist, then those that an operator's checks have added.
    package var columns: [Item] {
        findings.map(\.item).reduce(into: Item.allCases) { columns, item in
            if !columns.contains(item) { columns.append(item) }
        }
    }

    /// What the row comes to: failing when an item fails, undecided when something is not known and nothing fails, or
    /// no check applied, which says nothing of the host.
    package var standing: Standing {
        if row.verdicts.contains(.fail) { return .failing }
        if outcome != .swept || !isJudged { return .undecided }
        return row.verdicts.isDisjoint(with: [.unknown, .blocked]) ? .passing : .undecided
    }

    /// Whether a check warns; asked of the checks, since an item that is also unknown does not show it.
    package var warns: Bool { row.verdicts.contains(.warn) }

    /// Whether any check had something to say of this host.
    package var isJudged: Bool { !row.verdicts.isSubset(of: [.skipped]) }

    package enum Standing: String, Sendable { case passing, failing, undecided }

    private struct Row: Sendable, Equatable {
        /// The worst verdict of each item that has checks.
        var cells: [Item: Verdict] = [:]
        var verdicts: Set<Verdict> = []
        /// The items with a failure that nobody has waived.
        var counted: Set<Item> = []

        init(_ findings: [Finding]) {
            for place in findings.indices {
                let (item, verdict) = (findings[place].item, findings[place].verdict)
                cells[item] = Verdict.worst(of: [cells[item] ?? verdict, verdict])
                verdicts.insert(verdict)
                if verdict == .fail, findings[place].waiver == nil { counted.insert(item) }
            }
        }
    }
}
