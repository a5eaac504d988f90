/// HTML, for text and for values of attributes between quotation marks.
typealias HTML = Markup<HTMLSyntax>

enum HTMLSyntax: MarkupSyntax {
    static func escaped(_ printable: Scalars) -> Scalars { printable.escaped(by: standIns) }

    private static let standIns: [Unicode.Scalar: String] = [
        "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;",
    ]
}

extension HTML {
    /// JSON as a block of data, which nothing in it can close.
    static func data(_ value: JSONValue) -> HTML {
        var writer = JSONWriter(lineWidth: nil, isInHTML: true)
        writer.write(value)
        return HTML(trusted: writer.text)
    }

    /// Lines to copy.
    static func block(_ lines: [String]) -> HTML {
        lines.map { "\($0, limit: .max)" as HTML }.joined("\n")
    }
}
