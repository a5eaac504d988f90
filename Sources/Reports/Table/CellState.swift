import Fleet

/// The state of a matrix cell: the worst verdict of its checks, or waived.
enum CellState: Hashable, Sendable {
    case verdict(Verdict)
    case waived

    static let all = Verdict.allCases.map(verdict) + [waived]

    private var verdict: Verdict? { if case .verdict(let verdict) = self { verdict } else { nil } }

    /// For machines.
    var name: String { verdict?.rawValue ?? "waived" }

    var symbol: String { verdict?.symbol ?? "≈" }

    var cellText: String { verdict?.cellText ?? name }

    var paint: Paint { verdict?.paint ?? .warning }

    /// In the legend; nil if the word is enough.
    var explanation: String? {
        guard let verdict else { return "fails, but is accepted for a while" }
        return verdict.explanation
    }

    /// One column wide, distinct by shape alone.
    var glyph: Line { Line("\(symbol)").painted(paint) }

    var word: Line { ("\(cellText)" as Line).painted(paint) }

    /// `✗ FAIL`.
    var label: Line { (glyph + " " + word).painted(paint) }
}

extension HostResult {
    func shown(_ item: Item) -> CellState { isWaived(item) ? .waived : .verdict(verdict(of: item)) }

    var waivedItems: [Item] { columns.filter(isWaived) }
}

extension Finding {
    var shown: CellState { verdict == .fail && waiver != nil ? .waived : .verdict(verdict) }
}

extension Totals {
    func count(_ shown: CellState, of item: Item) -> Int {
        let waived = waivedItems[item] ?? 0
        switch shown {
        case .waived: return waived
        case .verdict(let verdict): return (items[item]?[verdict] ?? 0) - (verdict == .fail ? waived : 0)
        }
    }
}
