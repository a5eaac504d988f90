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
        row[item]?.worst ?? (outcome == .swept ? .skipped : .unknown)
    }

    /// Whether the item fails, and somebody has accepted every failure of it.
    package func isWaived(_ item: Item) -> Bool { row[item]?.worst == .fail && row[item]?.isCounted == false }

    /// Whether the host fails, and somebody has accepted every failure of it.
    package var isWaived: Bool { row.has(.fail) && !row.cells.contains(where: \.isCounted) }

    /// The columns of its row: the checklist, then those that an operator's checks have added.
    package var columns: [Item] {
        findings.map(\.item).reduce(into: Item.allCases) { columns, item in
            if !columns.contains(item) { columns.append(item) }
        }
    }

    /// What the row comes to: failing when an item fails, undecided when something is not known and nothing fails, or
    /// no check applied, which says nothing of the host.
    package var standing: Standing {
        if row.has(.fail) { return .failing }
        if outcome != .swept || !isJudged { return .undecided }
        return row.has(.unknown) || row.has(.blocked) ? .undecided : .passing
    }

    /// Whether a check warns; asked of the checks, since an item that is also unknown does not show it.
    package var warns: Bool { row.has(.warn) }

    /// Whether any check had something to say of this host.
    package var isJudged: Bool { Verdict.allCases.contains { $0 != .skipped && row.has($0) } }

    package enum Standing: String, Sendable { case passing, failing, undecided }

    /// A list of a few, which is quicker to look through than a dictionary.
    private struct Row: Sendable, Equatable {
        private(set) var cells: [Cell] = []
        private var verdicts: [Verdict] = []

        struct Cell: Sendable, Equatable {
            let item: Item
            /// The worst verdict of its checks.
            var worst: Verdict
            /// Whether it has a failure that nobody has waived.
            var isCounted: Bool
        }

        init(_ findings: [Finding]) {
            for place in findings.indices {
                let (item, verdict) = (findings[place].item, findings[place].verdict)
                let counts = verdict == .fail && findings[place].waiver == nil
                if !verdicts.contains(verdict) { verdicts.append(verdict) }
                if let cell = cells.firstIndex(where: { $0.item == item }) {
                    cells[cell].worst = Verdict.worst(of: [cells[cell].worst, verdict])
                    if counts { cells[cell].isCounted = true }
                } else {
                    cells.append(Cell(item: item, worst: verdict, isCounted: counts))
                }
            }
        }

        subscript(item: Item) -> Cell? { cells.first { $0.item == item } }

        func has(_ verdict: Verdict) -> Bool { verdicts.contains(verdict) }
    }
}
