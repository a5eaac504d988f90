import Fleet

/// Tells what the glyphs and the short heads of this very table mean.
struct Legend {
    /// The verdicts that are shown.
    let verdicts: Set<Verdict>
    let hasShortHeads: Bool
    /// The columns.
    let items: [Item]

    func lines(width: Int?) -> [Line] {
        let glyphs = Verdict.allCases.filter(verdicts.contains).map { verdict in
            verdict.explanation.map { "\(verdict.label) (\($0))" } ?? verdict.label
        }
        let heads = items.filter { $0.head != $0.shortHead }.map { "\($0.shortHead) = \($0.head)" as Line }
        return [glyphs, hasShortHeads ? heads : []].flatMap { Self.flow($0, width: width) }
    }

    /// Side by side, broken between entries only.
    private static func flow(_ entries: [Line], width: Int?) -> [Line] {
        entries.reduce(into: [Line]()) { lines, entry in
            guard let last = lines.last, last.width + 2 + entry.width <= width ?? .max else {
                lines.append(entry)
                return
            }
            lines[lines.count - 1] = last + "  " + entry
        }
    }
}
