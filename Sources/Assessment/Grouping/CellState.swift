package import Fleet

/// The state of a matrix cell: the worst verdict of its checks, or waived.
package enum CellState: Hashable, Sendable {
    case verdict(Verdict)
    case waived

    package static let all = Verdict.allCases.map(verdict) + [waived]

    package var verdict: Verdict? { if case .verdict(let verdict) = self { verdict } else { nil } }

    /// For machines.
    package var name: String { verdict?.rawValue ?? "waived" }

    /// As in a cell: `FAIL`, `warn`.
    package var cellText: String { verdict == .fail ? "FAIL" : name }
}

extension HostResult {
    package func shown(_ item: Item) -> CellState { isWaived(item) ? .waived : .verdict(verdict(of: item)) }

    package var waivedItems: [Item] { columns.filter(isWaived) }
}

extension Finding {
    package var shown: CellState { verdict == .fail && waiver != nil ? .waived : .verdict(verdict) }
}

extension Totals {
    package func count(_ shown: CellState, of item: Item) -> Int {
        let waived = waivedItems[item] ?? 0
        switch shown {
        case .waived: return waived
        case .verdict(let verdict): return (items[item]?[verdict] ?? 0) - (verdict == .fail ? waived : 0)
        }
    }
}
