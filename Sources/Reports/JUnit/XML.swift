/// XML 1.0. `Printable` leaves none of the characters that XML forbids.
typealias XML = Markup<XMLSyntax>

enum XMLSyntax: MarkupSyntax {
    /// For text and for values of attributes.
    static func escaped(_ printable: Scalars) -> Scalars { printable.escaped(by: standIns) }

    private static let standIns: [Unicode.Scalar: String] = [
        "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&apos;",
    ]
}
