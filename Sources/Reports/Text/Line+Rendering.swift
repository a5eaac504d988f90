extension Line {
    /// Blocks of lines with an empty line between them; empty blocks are left out.
    static func sections(_ sections: [[Line]], in style: ReportStyle) -> String {
        sections.filter { !$0.isEmpty }
            .map { $0.map { $0.rendered(in: style) + "\n" }.joined() }
            .joined(separator: "\n")
    }

    /// The characters to print, without a line end: the only place where escape sequences are made.
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
    /// Its stand-in where only ASCII may be printed, of the same width, so that the layout holds.
    fileprivate var ascii: String {
        if character.isASCII { return String(character) }
        return Self.standIns[character] ?? String(repeating: "?", count: width)
    }

    private static let standIns: [Character: String] = [
        "✓": "+", "✗": "X", "↳": "~", "…": "~", "─": "-", "·": ".", "×": "x", "≈": "w",
    ]
}
