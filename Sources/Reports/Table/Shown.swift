import Fleet

/// What a cell of the matrix shows: the worst verdict of its checks, or that what fails is waived.
enum Shown: Hashable, Sendable {
    case verdict(Verdict)
    case waived

    static let all = Verdict.allCases.map(verdict) + [waived]

    private var verdict: Verdict? { if case .verdict(let verdict) = self { verdict } else { nil } }

    /// As programs call it.
    var name: String { verdict?.rawValue ?? "waived" }

    /// The character of its glyph.
    var symbol: String { verdict?.symbol ?? "≈" }

    /// Its word; the one that must be seen from afar shouts.
    var shout: String { verdict?.shout ?? name }

    var paint: Paint { verdict?.paint ?? .warning }

    /// What the legend says beside the word; nil where the word says it.
    var explanation: String? {
        guard let verdict else { return "fails, and is accepted for a while" }
        return verdict.explanation
    }

    /// Its glyph, told apart by shape alone, one column wide.
    var glyph: Line { Line("\(symbol)").painted(paint) }

    var word: Line { ("\(shout)" as Line).painted(paint) }

    /// Glyph and word: `✗ FAIL`.
    var label: Line { (glyph + " " + word).painted(paint) }
}

extension HostResult {
    func shown(_ item: Item) -> Shown { isWaived(item) ? .waived : .verdict(verdict(of: item)) }

    /// The items whose failures are waived.
    var waivedItems: [Item] { columns.filter(isWaived) }
}

extension Finding {
    var shown: Shown { verdict == .fail && waiver != nil ? .waived : .verdict(verdict) }
}

extension Totals {
    /// How many cells of a column show it.
    func count(_ shown: Shown, of item: Item) -> Int {
        let waived = waivedItems[item] ?? 0
        switch shown {
        case .waived: return waived
        case .verdict(let verdict): return (items[item]?[verdict] ?? 0) - (verdict == .fail ? waived : 0)
        }
    }
}
