extension Line {
    static func spaces(_ count: Int) -> Line {
        Line(repeatElement(Cell(character: " ", paint: .plain, width: 1), count: max(0, count)))
    }

    func repeated(_ count: Int) -> Line { Line(repeatElement(cells, count: count).joined()) }

    func padded(to columns: Int) -> Line { self + .spaces(columns - width) }

    /// Cuts the middle: host names differ at their start and share their end.
    func shortened(to columns: Int) -> Line {
        guard width > columns else { return self }
        let tail = max(0, (columns - 1) / 2)
        let head = max(0, columns - 1 - tail)
        return Line(Self.fitting(cells, in: head)) + "…" + Line(Self.fitting(cells.reversed(), in: tail).reversed())
    }

    /// Wraps between words; `indent` applies to all lines but the first. nil does not wrap.
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

    /// Before the last space that fits, else within the word.
    private static func breakPoint(in cells: ArraySlice<Cell>, room: Int) -> Int {
        let end = cells.startIndex + room
        guard end < cells.endIndex else { return cells.endIndex }
        let space = cells[...end].lastIndex { $0.character == " " }
        // Leading spaces are indentation.
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
