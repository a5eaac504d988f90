/// A line for a terminal: trusted literals, and interpolated text made `Printable`. See `Markup`.
struct Line: Hashable, Sendable {
    private(set) var cells: [Cell] = []

    struct Cell: Hashable, Sendable {
        var character: Character
        var paint: Paint
        var width: Int
    }

    init() {}

    init(_ cells: some Sequence<Cell>) {
        self.cells = Array(cells)
    }

    /// In terminal columns.
    var width: Int { cells.reduce(0) { $0 + $1.width } }

    var isEmpty: Bool { cells.isEmpty }

    func painted(_ paint: Paint) -> Line {
        Line(cells.map { Cell(character: $0.character, paint: paint, width: $0.width) })
    }

    static func + (left: Line, right: Line) -> Line { Line(left.cells + right.cells) }

    static func += (left: inout Line, right: Line) { left.cells += right.cells }

    fileprivate mutating func append(printable text: String) {
        cells += text.map { character in
            let width = character.unicodeScalars.reduce(0) { $0 + $1.cellWidth }
            return Cell(character: character, paint: .plain, width: width)
        }
    }
}

extension Line: ExpressibleByStringInterpolation {
    init(stringLiteral literal: StaticString) {
        append(printable: literal.description)
    }

    init(stringInterpolation: Interpolation) {
        self = stringInterpolation.line
    }

    struct Interpolation: StringInterpolationProtocol {
        fileprivate var line = Line()

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ literal: StaticString) { line.append(printable: literal.description) }

        /// `limit` is in scalars.
        mutating func appendInterpolation(_ text: String, limit: Int = Printable.usualLimit) {
            line.append(printable: Printable.line(text, limit: limit))
        }

        mutating func appendInterpolation(_ number: Int) { line.append(printable: String(number)) }

        mutating func appendInterpolation(_ other: Line) { line += other }
    }
}

extension Sequence<Line> {
    func joined(_ separator: Line) -> Line {
        var joined = Line()
        for (index, line) in enumerated() {
            if index > 0 { joined += separator }
            joined += line
        }
        return joined
    }
}
