extension Line {
    /// So many spaces.
    static func spaces(_ count: Int) -> Line {
        Line(repeatElement(Cell(character: " ", paint: .plain, width: 1), count: max(0, count)))
    }

    /// The line so many times in a row.
    func repeated(_ count: Int) -> Line { Line(repeatElement(cells, count: count).joined()) }

    /// Filled with spaces at its end up to a width in columns.
    func padded(to columns: Int) -> Line { self + .spaces(columns - width) }

    /// Cut in the middle where it is too wide, since host names differ at their beginning and belong together by
    /// their end.
    func shortened(to columns: Int) -> Line {
        guard width > columns else { return self }
        let tail = max(0, (columns - 1) / 2)
        let head = max(0, columns - 1 - tail)
        return Line(Self.fitting(cells, in: head)) + "…" + Line(Self.fitting(cells.reversed(), in: tail).reversed())
    }

    /// Broken between words into lines of at most so many columns, all but the first indented; nil breaks nothing.
    func wrapped(to columns: Int?, indent: Int = 0) -> [Line] {
        guard let columns, width > columns else { return [self] }
        var lines: [Line] = []
        var rest = cells[...]
        while !rest.isEmpty {
            let margin = lines.isEmpty ? 0 : indent
            let room = Self.fitting(rest, in: max(1, columns - margin)).count
            let end = Self.breakPoint(in: rest, room: max(1, room))
            lines.append(.spaces(margin) + Line(rest[..<end]))
            rest = rest[end...].drop { $0.character == " " }
        }
        return lines
    }

    /// Where the first line ends: before the last space that has room, or in the middle of a word that has not.
    private static func breakPoint(in cells: ArraySlice<Cell>, room: Int) -> Int {
        let end = cells.startIndex + room
        guard end < cells.endIndex else { return cells.endIndex }
        let space = cells[...end].lastIndex { $0.character == " " }
        // Spaces at the beginning are the indentation: nothing is gained by breaking there.
        let firstWord = cells.firstIndex { $0.character != " " } ?? end
        if let space, space > firstWord { return space }
        return end
    }

    private static func fitting(_ cells: some Sequence<Cell>, in columns: Int) -> [Cell] {
        var left = columns
        return Array(
            cells.prefix { cell in
                left -= cell.width
                return left >= 0
            })
    }
}
