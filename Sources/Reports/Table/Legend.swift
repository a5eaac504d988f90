internal import Assessment
internal import Fleet

/// Explains the glyphs and short heads of this table.
struct Legend {
    let shown: Set<CellState>
    let hasShortHeads: Bool
    let items: [Item]

    func lines(width: Int?) -> [Line] {
        let glyphs = CellState.all.filter(shown.contains).map { shown in
            shown.explanation.map { "\(shown.label) (\($0))" } ?? shown.label
        }
        let heads = items.filter { $0.head != $0.shortHead }.map { "\($0.shortHead) = \($0.head)" as Line }
        return [glyphs, hasShortHeads ? heads : []].flatMap { Self.flow($0, width: width) }
    }

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
