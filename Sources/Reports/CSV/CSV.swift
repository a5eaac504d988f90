/// Comma-separated values (RFC 4180), that a spreadsheet takes for text and never for a formula.
typealias CSV = Markup<CSVSyntax>

enum CSVSyntax: MarkupSyntax {
    /// A field. A spreadsheet computes what begins with one of `=+-@` or their wide and small forms: an apostrophe before it is
    /// text. Where the list separator is a semicolon, a field begins behind each one, too.
    static func escaped(_ printable: Scalars) -> Scalars {
        var field = Scalars()
        var begins = true
        for scalar in printable {
            if begins, formulaStarts.contains(scalar) { field.append("'") }
            field.append(scalar)
            begins = scalar == ";" || begins && isPassedOver(scalar)
        }
        guard field.contains(where: delimiting.contains) else { return field }
        return [quote] + field.escaped(by: ["\"": "\"\""]) + [quote]
    }

    /// What may stand before a formula: spaces, a quotation mark, and marks without a letter, which have no width.
    private static func isPassedOver(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\"" || scalar.cellWidth == 0
    }

    private static let formulaStarts: Set<Unicode.Scalar> = [
        "=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫",
    ]

    private static let quote: Unicode.Scalar = "\""
    private static let delimiting: Set<Unicode.Scalar> = [",", ";", "\"", " "]
}

extension CSV {
    /// Records, a line each, with their ends: a line end of a host is printed as `\n`, and forges no record.
    static func text(_ records: [[String]]) -> String {
        records.map { fields in
            fields.map { "\($0, limit: Steps.longestLine)" as CSV }.joined(",").text + "\n"
        }.joined()
    }
}
