/// XML 1.0. `Printable` removes the characters that XML forbids.
typealias XML = Markup<XMLSyntax>

enum XMLSyntax: MarkupSyntax {
    static func escaped(_ printable: Scalars) -> Scalars { printable.escaped(by: standIns) }

    private static let standIns: [Unicode.Scalar: String] = [
        "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&apos;",
    ]
}
