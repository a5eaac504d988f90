internal import Assessment
internal import Fleet

/// The matrix for a terminal: failures first, uniform rows folded, totals last.
struct Grid {
    let order: [HostResult]
    let rows: [Row]
    let totals: [Row]
    let items: [Item]

    /// `label` may be cut, and `mark` may not.
    struct Row: Sendable {
        var label: Line
        var mark: Line = ""
        var cells: [Cell]
    }

    enum Cell: Sendable, Hashable {
        case shown(CellState)
        case count(Int)
    }

    /// `isVerbose` folds nothing and counts every verdict.
    init(_ run: Run, isVerbose: Bool) {
        let groups = Dictionary(grouping: run.hosts, by: Rank.init)
        order = Rank.allCases.flatMap { groups[$0] ?? [] }
        items = run.items
        rows = Rank.allCases.flatMap { rank in
            let results = groups[rank] ?? []
            let all = results.map { Row($0, run.items) }
            guard let label = rank.foldedLabel, !isVerbose else { return all }
            return Self.folded(all, label)
        }
        totals = Self.counts(run, isVerbose: isVerbose)
    }

    /// For the summary: hosts with equal cells share a row.
    init(summaryOf run: Run) {
        let groups = Dictionary(grouping: run.hosts, by: Rank.init)
        order = Rank.allCases.flatMap { groups[$0] ?? [] }
        items = run.items
        rows = Rank.allCases.flatMap { rank in
            let results = groups[rank] ?? []
            // The summary lists hosts that were not swept by outcome.
            let named = results.map { (name: $0.host.name, row: Row($0, run.items)) }
            return rank == .dark ? Self.folded(named.map(\.row), rank.foldedLabel ?? "") : Self.gathered(named)
        }
        totals = Self.counts(run, isVerbose: false)
    }

    /// Named by one pattern, or else by the first and an ellipsis; the causes have all names.
    private static func gathered(_ rows: [(name: String, row: Row)]) -> [Row] {
        rows.gathered { Kind(mark: $0.row.mark, cells: $0.row.cells) }.map { kind, all in
            let patterns = NodeSet(all.map(\.name)).patterns
            let label: Line = patterns.count == 1 ? "\(patterns[0])" : "\(patterns[0]), …"
            let count: Line = all.count > 1 ? " ×\(all.count)" : ""
            return Row(label: label, mark: kind.mark + count, cells: kind.cells)
        }
    }

    private struct Kind: Hashable {
        var mark: Line
        var cells: [Cell]
    }

    /// A row without equals keeps its name.
    private static func folded(_ rows: [Row], _ label: Line) -> [Row] {
        rows.gathered(by: \.cells).map { cells, all in
            all.count == 1 ? all[0] : Row(label: "\(all.count) \(label)", cells: cells)
        }
    }

    var shown: Set<CellState> {
        Set(rows.flatMap(\.cells).compactMap { cell in if case .shown(let shown) = cell { shown } else { nil } })
    }

    private static func counts(_ run: Run, isVerbose: Bool) -> [Row] {
        let totals = run.totals
        let open: [Verdict] = [.unknown, .blocked, .warn] + (isVerbose ? [.pass, .skipped] : [])
        return ([.verdict(.fail), .waived] + open.map(CellState.verdict)).compactMap { shown in
            let counts = run.items.map { totals.count(shown, of: $0) }
            guard counts.contains(where: { $0 > 0 }) else { return nil }
            return Row(label: "hosts \(shown.label)", cells: counts.map(Cell.count))
        }
    }

    /// The parts of the matrix; each keeps inventory order.
    private enum Rank: CaseIterable {
        case failing, waived, undecided, dark, warning, healthy

        init(_ result: HostResult) {
            switch result.standing {
            case .failing: self = result.isWaived ? .waived : .failing
            case .undecided: self = result.isDark ? .dark : .undecided
            case .passing: self = result.warns ? .warning : .healthy
            }
        }

        /// nil where rows are not folded.
        var foldedLabel: Line? {
            switch self {
            case .dark: "hosts not swept"
            case .healthy: "healthy hosts"
            case .failing, .waived, .undecided, .warning: nil
            }
        }
    }
}

extension Grid.Row {
    fileprivate init(_ result: HostResult, _ items: [Item]) {
        self.init(
            label: "\(result.host.name)", mark: result.host.state.mark,
            cells: items.map { .shown(result.shown($0)) })
    }
}

extension HostResult {
    /// Not swept, and no verdict is known.
    fileprivate var isDark: Bool {
        outcome != .swept && columns.allSatisfy { [.unknown, .skipped].contains(verdict(of: $0)) }
    }
}
