internal import Assessment
internal import Fleet

extension CellState {
    var symbol: String { verdict?.symbol ?? "≈" }

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
