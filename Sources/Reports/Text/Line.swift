/// A line for a terminal that is safe by its type: literals are ours, and whatever is interpolated goes through
/// `Printable`.
///
///     let line: Line = "certificate of \(host.name)"
///
/// Literals are `StaticString`, so that no text made at run time can pass for one.
struct Line: Hashable, Sendable {
    private(set) var cells: [Cell] = []

    /// A character as it is drawn, how it is painted, and the columns that it takes.
    struct Cell: Hashable, Sendable {
        var character: Character
        var paint: Paint
        var width: Int
    }

    init() {}

    init(_ cells: some Sequence<Cell>) {
        self.cells = Array(cells)
    }

    /// Columns of a terminal.
    var width: Int { cells.reduce(0) { $0 + $1.width } }

    var isEmpty: Bool { cells.isEmpty }

    /// The same line, all of it painted.
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

    /// Takes literals as they are, and makes everything else printable.
    struct Interpolation: StringInterpolationProtocol {
        fileprivate var line = Line()

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ literal: StaticString) { line.append(printable: literal.description) }

        /// Makes it printable, and cuts it after so many scalars.
        mutating func appendInterpolation(_ text: String, limit: Int = Printable.usualLimit) {
            line.append(printable: Printable.line(text, limit: limit))
        }

        mutating func appendInterpolation(_ number: Int) { line.append(printable: String(number)) }

        mutating func appendInterpolation(_ other: Line) { line += other }
    }
}

extension Sequence<Line> {
    /// All of them in one line, with a separator between.
    func joined(_ separator: Line) -> Line {
        var joined = Line()
        for (index, line) in enumerated() {
            if index > 0 { joined += separator }
            joined += line
        }
        return joined
    }
}
