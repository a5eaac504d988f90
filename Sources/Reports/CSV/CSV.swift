/// CSV (RFC 4180) without spreadsheet formulas.
typealias CSV = Markup<CSVSyntax>

enum CSVSyntax: MarkupSyntax {
    /// A leading apostrophe makes text of a field that begins with one of `=+-@` or their fullwidth and small forms.
    /// Where `;` separates fields, one also begins after each `;`.
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

    /// What a spreadsheet skips before a formula.
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
    /// `Printable` turns a line end within a field into `\n`.
    static func text(_ records: [[String]]) -> String {
        records.map { fields in
            fields.map { "\($0, limit: PrintableLines.longestLine)" as CSV }.joined(",").text + "\n"
        }.joined()
    }
}
