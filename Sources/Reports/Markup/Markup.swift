/// Escapers compare scalars: a combining mark would hide a `<` within a `Character`.
typealias Scalars = String.UnicodeScalarView

/// The escaping rules of a language.
protocol MarkupSyntax: Sendable {
    /// Takes one printable line.
    static func escaped(_ printable: Scalars) -> Scalars
}

/// A piece of a document: trusted literals, and interpolated text that is made printable and escaped.
///
///     let cell: HTML = "<td>\(host.name)</td>"
///
/// Literals are `StaticString`: no text made at run time can be one.
struct Markup<Syntax: MarkupSyntax>: Hashable, Sendable {
    private(set) var text = ""

    init() {}

    /// Only for text that this module has escaped already.
    init(trusted text: String) { self.text = text }

    var isEmpty: Bool { text.isEmpty }

    static func + (left: Markup, right: Markup) -> Markup {
        var sum = left
        sum += right
        return sum
    }

    static func += (left: inout Markup, right: Markup) { left.text += right.text }
}

extension Markup: ExpressibleByStringInterpolation {
    init(stringLiteral literal: StaticString) { text = literal.description }

    init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

    struct Interpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

        mutating func appendLiteral(_ literal: StaticString) { text += literal.description }

        /// `limit` is in scalars.
        mutating func appendInterpolation(_ raw: String, limit: Int = Printable.usualLimit) {
            text += String(Syntax.escaped(Printable.line(raw, limit: limit).unicodeScalars))
        }

        mutating func appendInterpolation(_ number: Int) { text += String(number) }

        mutating func appendInterpolation(_ other: Markup) { text += other.text }
    }
}

extension Sequence {
    func joined<Syntax>(_ separator: Markup<Syntax>) -> Markup<Syntax> where Element == Markup<Syntax> {
        var joined = Markup<Syntax>()
        for (index, piece) in enumerated() {
            if index > 0 { joined += separator }
            joined += piece
        }
        return joined
    }

    func joined<Syntax>() -> Markup<Syntax> where Element == Markup<Syntax> { joined("") }
}

extension Scalars {
    func escaped(by standIns: [Unicode.Scalar: String]) -> Scalars {
        guard contains(where: { standIns[$0] != nil }) else { return self }
        return reduce(into: Scalars()) { text, scalar in
            if let standIn = standIns[scalar] { text += standIn.unicodeScalars } else { text.append(scalar) }
        }
    }
}
