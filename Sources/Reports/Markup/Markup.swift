/// Text as escapers see it, scalar by scalar.
///
/// Some letters and marks are one `Character` with what stands beside them, so a `Character` is not the `<` that a reader
/// of HTML finds in it.
typealias Scalars = String.UnicodeScalarView

/// How a language takes text as text.
protocol MarkupSyntax: Sendable {
    /// The text, one printable line, written so that the language reads nothing else in it.
    static func escaped(_ printable: Scalars) -> Scalars
}

/// A piece of a document that is safe by its type: literals are ours, and whatever is interpolated is made printable
/// and escaped for the language.
///
///     let cell: HTML = "<td>\(host.name)</td>"
///
/// Literals are `StaticString`, so that no text made at run time can pass for one.
struct Markup<Syntax: MarkupSyntax>: Hashable, Sendable {
    private(set) var text = ""

    init() {}

    /// What its own room has escaped already: for what is more than one literal and one text, such as a fence.
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

    /// Takes literals as they are, and escapes everything else.
    struct Interpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

        mutating func appendLiteral(_ literal: StaticString) { text += literal.description }

        /// Makes it printable, cuts it after so many scalars, and escapes it.
        mutating func appendInterpolation(_ raw: String, limit: Int = Printable.usualLimit) {
            text += String(Syntax.escaped(Printable.line(raw, limit: limit).unicodeScalars))
        }

        mutating func appendInterpolation(_ number: Int) { text += String(number) }

        mutating func appendInterpolation(_ other: Markup) { text += other.text }
    }
}

extension Sequence {
    /// All of them in a row, with a separator between.
    func joined<Syntax>(_ separator: Markup<Syntax>) -> Markup<Syntax> where Element == Markup<Syntax> {
        var joined = Markup<Syntax>()
        for (index, piece) in enumerated() {
            if index > 0 { joined += separator }
            joined += piece
        }
        return joined
    }

    /// All of them in a row.
    func joined<Syntax>() -> Markup<Syntax> where Element == Markup<Syntax> { joined("") }
}

extension Scalars {
    /// Each of the scalars that has a stand-in is written as that.
    func escaped(by standIns: [Unicode.Scalar: String]) -> Scalars {
        guard contains(where: { standIns[$0] != nil }) else { return self }
        return reduce(into: Scalars()) { text, scalar in
            if let standIn = standIns[scalar] { text += standIn.unicodeScalars } else { text.append(scalar) }
        }
    }
}
