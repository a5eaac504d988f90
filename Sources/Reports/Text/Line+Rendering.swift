extension Line {
    static func sections(_ sections: [[Line]], in style: ReportStyle) -> String {
        sections.filter { !$0.isEmpty }
            .map { $0.map { $0.rendered(in: style) + "\n" }.joined() }
            .joined(separator: "\n")
    }

    /// Without a line end. Only this function writes escape sequences.
    func rendered(in style: ReportStyle) -> String {
        var text = ""
        var paint = Paint.plain
        for cell in cells[..<printedEnd] {
            if style.inColour, cell.paint != paint {
                if paint != .plain { text += "\u{1b}[0m" }
                if cell.paint != .plain { text += "\u{1b}[\(cell.paint.parameters)m" }
                paint = cell.paint
            }
            text += style.inASCII ? cell.ascii : String(cell.character)
        }
        return paint == .plain ? text : text + "\u{1b}[0m"
    }

    private var printedEnd: Int {
        cells.lastIndex { $0.character != " " }.map { $0 + 1 } ?? 0
    }
}

extension Line.Cell {
    /// Of the same width, which keeps the layout.
    fileprivate var ascii: String {
        if character.isASCII { return String(character) }
        return Self.standIns[character] ?? String(repeating: "?", count: width)
    }

    private static let standIns: [Character: String] = [
        "✓": "+", "✗": "X", "↳": "~", "…": "~", "─": "-", "·": ".", "×": "x", "≈": "w",
    ]
}
