/// HTML, for text and for values of attributes between quotation marks.
typealias HTML = Markup<HTMLSyntax>

enum HTMLSyntax: MarkupSyntax {
    static func escaped(_ printable: String) -> String {
        printable.replacing(["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;"])
    }
}

extension HTML {
    /// JSON as a block of data, which nothing in it can close.
    static func data(_ value: JSONValue) -> HTML {
        var writer = JSONWriter(lineWidth: nil)
        writer.write(value)
        return HTML(trusted: writer.text.replacing("<", with: "\\u003c"))
    }

    /// Lines to copy.
    static func block(_ lines: [String]) -> HTML {
        lines.map { "\($0, limit: .max)" as HTML }.joined("\n")
    }
}
