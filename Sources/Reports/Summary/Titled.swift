internal import Assessment

struct Titled {
    typealias Entry = (head: Line, lines: [Line])

    let title: Line
    let entries: [Entry]

    /// In columns; leaves room beside long host names.
    private static let widestMargin = 32

    func lines(width: Int?) -> [Line] {
        guard !entries.isEmpty else { return [] }
        let margin = min(4 + (entries.map(\.head.width).max() ?? 0), Self.widestMargin)
        return [title.painted(.strong)]
            + entries.flatMap { entry in
                let head = ("  " + entry.head.shortened(to: margin - 4)).padded(to: margin)
                return entry.lines.enumerated().flatMap { place, line in
                    ((place == 0 ? head : .spaces(margin)) + line).wrapped(to: width, indent: margin)
                }
            }
    }
}
