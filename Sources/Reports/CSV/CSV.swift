/// Comma-separated values (RFC 4180), that a spreadsheet takes for text and never for a formula.
typealias CSV = Markup<CSVSyntax>

enum CSVSyntax: MarkupSyntax {
    /// A field. A spreadsheet computes what begins with one of `=+-@` or their wide forms: an apostrophe before it is
    /// text. Where the list separator is a semicolon, a field begins behind each one, too.
    static func escaped(_ printable: String) -> String {
        var field = ""
        var begins = true
        for character in printable {
            if begins, formulaStarts.contains(character) { field += "'" }
            field.append(character)
            begins = character == ";" || begins && (character == " " || character == "\"")
        }
        guard field.contains(where: { ",;\" ".contains($0) }) else { return field }
        return "\"" + field.replacing("\"", with: "\"\"") + "\""
    }

    private static let formulaStarts: Set<Character> = ["=", "+", "-", "@", "＝", "＋", "－", "＠"]
}

extension CSV {
    /// Records, a line each, with their ends: a line end of a host is printed as `\n`, and forges no record.
    static func text(_ records: [[String]]) -> String {
        records.map { fields in
            fields.map { "\($0, limit: Steps.longestLine)" as CSV }.joined(",").text + "\n"
        }.joined()
    }
}
