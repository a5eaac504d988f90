import Fleet

/// The matrix as a person wants it: what fails on top, rows that say nothing of their own folded, totals below.
struct Grid {
    /// Every host, in the order in which the report speaks of them.
    let order: [HostResult]
    let rows: [Row]
    let totals: [Row]
    /// Its columns.
    let items: [Item]

    /// A label, what must stay readable behind it, and a cell for each item.
    struct Row: Sendable {
        var label: Line
        var mark: Line = ""
        var cells: [Cell]
    }

    enum Cell: Sendable, Hashable {
        case shown(Shown)
        case count(Int)
    }

    /// Lays it out; `isVerbose` folds nothing, and counts every verdict.
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

    /// Lays out the summary: all hosts whose cells are equal share one row, under their names.
    init(summaryOf run: Run) {
        let groups = Dictionary(grouping: run.hosts, by: Rank.init)
        order = Rank.allCases.flatMap { groups[$0] ?? [] }
        items = run.items
        rows = Rank.allCases.flatMap { rank in
            let results = groups[rank] ?? []
            // The summary names hosts that were not swept by what became of them.
            let named = results.map { (name: $0.host.name, row: Row($0, run.items)) }
            return rank == .dark ? Self.folded(named.map(\.row), rank.foldedLabel ?? "") : Self.gathered(named)
        }
        totals = Self.counts(run, isVerbose: false)
    }

    /// A row for all hosts whose cells and state are equal, named by all of them, or by the first where they have no
    /// short name; the causes name them all.
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

    /// A row for all hosts whose cells are equal, in place of the first of them; a host that is like no other keeps
    /// its name.
    private static func folded(_ rows: [Row], _ label: Line) -> [Row] {
        rows.gathered(by: \.cells).map { cells, all in
            all.count == 1 ? all[0] : Row(label: "\(all.count) \(label)", cells: cells)
        }
    }

    /// What its cells show, which the legend explains.
    var shown: Set<Shown> {
        Set(rows.flatMap(\.cells).compactMap { cell in if case .shown(let shown) = cell { shown } else { nil } })
    }

    /// Healthy hosts need nobody's attention: the numbers that matter are of the other verdicts.
    private static func counts(_ run: Run, isVerbose: Bool) -> [Row] {
        let totals = run.totals
        let open: [Verdict] = [.unknown, .blocked, .warn] + (isVerbose ? [.pass, .skipped] : [])
        return ([.verdict(.fail), .waived] + open.map(Shown.verdict)).compactMap { shown in
            let counts = run.items.map { totals.count(shown, of: $0) }
            guard counts.contains(where: { $0 > 0 }) else { return nil }
            return Row(label: "hosts \(shown.label)", cells: counts.map(Cell.count))
        }
    }

    /// In which part of the matrix a host stands; its inventory order holds inside a part.
    private enum Rank: CaseIterable {
        case failing, waived, undecided, dark, warning, healthy

        init(_ result: HostResult) {
            switch result.standing {
            case .failing: self = result.isWaived ? .waived : .failing
            case .undecided: self = result.isDark ? .dark : .undecided
            case .passing: self = result.warns ? .warning : .healthy
            }
        }

        /// What stands for the names of such hosts when they are folded; nil where each row tells something.
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
    /// Whether it was not swept and nothing is known of it; the report names such hosts by their outcomes.
    fileprivate var isDark: Bool {
        outcome != .swept && columns.allSatisfy { [.unknown, .skipped].contains(verdict(of: $0)) }
    }
}
