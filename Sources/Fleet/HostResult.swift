/// One row of the matrix: a host's outcome and findings.
package struct HostResult: Sendable, Equatable {
    package var host: Host
    package var outcome: Outcome
    /// Why it was not swept; hostile text.
    package var reason: String?
    /// From the first connection attempt to the last byte.
    package var seconds: Double
    /// Such as `dovecot` and `os`; hostile text.
    package var facts: [String: String]
    package var findings: [Finding] { didSet { row = Row(findings) } }
    /// Cached: every report reads it many times.
    private var row: Row
    package var cause: Cause?
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

    /// The worst verdict of its checks; `unknown` where an unswept host has none.
    package func verdict(of item: Item) -> Verdict {
        row[item]?.worst ?? (outcome == .swept ? .skipped : .unknown)
    }

    /// Whether it fails and all failures are waived.
    package func isWaived(_ item: Item) -> Bool { row[item]?.worst == .fail && row[item]?.isCounted == false }

    package var isWaived: Bool { row.has(.fail) && !row.cells.contains(where: \.isCounted) }

    package var columns: [Item] {
        findings.map(\.item).reduce(into: Item.allCases) { columns, item in
            if !columns.contains(item) { columns.append(item) }
        }
    }

    /// Undecided: something is unknown and nothing fails, or no check applied.
    package var standing: Standing {
        if row.has(.fail) { return .failing }
        if outcome != .swept || !isJudged { return .undecided }
        return row.has(.unknown) || row.has(.blocked) ? .undecided : .passing
    }

    /// Any warning. An item that is also unknown does not show it.
    package var warns: Bool { row.has(.warn) }

    package var isJudged: Bool { Verdict.allCases.contains { $0 != .skipped && row.has($0) } }

    package enum Standing: String, Sendable { case passing, failing, undecided }

    /// For few items an array is faster than a dictionary.
    private struct Row: Sendable, Equatable {
        private(set) var cells: [Cell] = []
        private var verdicts: [Verdict] = []

        struct Cell: Sendable, Equatable {
            let item: Item
            var worst: Verdict
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
