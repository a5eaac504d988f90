/// HTML text, and quoted values of attributes.
typealias HTML = Markup<HTMLSyntax>

enum HTMLSyntax: MarkupSyntax {
    static func escaped(_ printable: Scalars) -> Scalars { printable.escaped(by: standIns) }

    private static let standIns: [Unicode.Scalar: String] = [
        "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;",
    ]
}

extension HTML {
    /// JSON for a `<script>` element, which no value can close.
    static func data(_ value: JSONValue) -> HTML {
        var writer = JSONWriter(lineWidth: nil, isInHTML: true)
        writer.write(value)
        return HTML(trusted: writer.text)
    }

    static func block(_ lines: [String]) -> HTML {
        lines.map { "\($0, limit: .max)" as HTML }.joined("\n")
    }
}
