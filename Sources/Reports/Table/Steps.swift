/// Text of several lines, a line each, each of them printable and their number bounded.
struct Steps {
    let lines: [Line]

    /// More than a person would type; the JSON report has them all.
    private static let mostLines = 24
    /// A command may be longer than a sentence.
    private static let longestLine = 2000

    init(_ text: String) {
        let all = text.split(separator: "\n")
        let shown = all.prefix(Self.mostLines).map { "\(String($0), limit: Self.longestLine)" as Line }
        let rest = all.count - shown.count
        lines = shown + (rest > 0 ? ["… \(rest) more lines in the JSON report"] : [])
    }
}
