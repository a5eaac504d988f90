import Fleet

/// The matrix as a person wants it: what fails on top, the healthy hosts folded into one row, totals below.
struct Grid {
    /// Every host, in the order in which the report speaks of them.
    let order: [HostResult]
    let rows: [Row]
    let totals: [Row]

    /// A label, what must stay readable behind it, and a cell for each item.
    struct Row: Sendable {
        var label: Line
        var mark: Line = ""
        var cells: [Cell]
    }

    enum Cell: Sendable {
        case verdict(Verdict)
        case count(Int)
    }

    /// - Parameter isVerbose: gives the healthy hosts rows of their own, and counts every verdict.
    init(_ run: Run, isVerbose: Bool) {
        let groups = Dictionary(grouping: run.hosts, by: Rank.init)
        order = Rank.allCases.flatMap { groups[$0] ?? [] }
        let healthy = groups[.healthy] ?? []
        let isFolded = healthy.count > 1 && !isVerbose
        rows = (isFolded ? order.dropLast(healthy.count) : order[...]).map(Row.init) + (isFolded ? [Row(healthy)] : [])
        totals = Self.counts(run.totals, isVerbose: isVerbose)
    }

    /// The verdicts that it shows, which the legend explains.
    var verdicts: Set<Verdict> {
        Set(
            rows.flatMap(\.cells).compactMap { cell in
                if case .verdict(let verdict) = cell { verdict } else { nil }
            })
    }

    /// Healthy hosts need nobody's attention: the numbers that matter are of the other verdicts.
    private static func counts(_ totals: Totals, isVerbose: Bool) -> [Row] {
        let shown: [Verdict] = [.fail, .unknown, .blocked, .warn] + (isVerbose ? [.pass, .skipped] : [])
        return shown.compactMap { verdict in
            let counts = Item.allCases.map { totals.items[$0]?[verdict] ?? 0 }
            guard counts.contains(where: { $0 > 0 }) else { return nil }
            return Row(label: "hosts \(verdict.label)", cells: counts.map(Cell.count))
        }
    }

    /// In which part of the matrix a host stands; its inventory order holds inside a part.
    private enum Rank: CaseIterable {
        case failing, undecided, warning, healthy

        init(_ result: HostResult) {
            switch result.standing {
            case .failing: self = .failing
            case .undecided: self = .undecided
            case .passing: self = result.warns ? .warning : .healthy
            }
        }
    }
}

extension Grid.Row {
    fileprivate init(_ result: HostResult) {
        self.init(
            label: "\(result.host.name)", mark: result.host.state.mark,
            cells: Item.allCases.map { .verdict(result.verdict(of: $0)) })
    }

    /// All healthy hosts in one row.
    fileprivate init(_ healthy: [HostResult]) {
        let verdicts = Item.allCases.map { item in Verdict.worst(of: healthy.map { $0.verdict(of: item) }) }
        self.init(label: "\(healthy.count) healthy hosts", cells: verdicts.map(Grid.Cell.verdict))
    }
}
