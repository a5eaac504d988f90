/// Text of several lines, a line each, each of them printable and their number bounded.
struct Steps {
    /// Printable, and bounded in their length.
    let texts: [String]

    /// More than a person would type; the JSON report has them all.
    private static let mostLines = 24
    /// A command may be longer than a sentence.
    static let longestLine = 2000

    init(_ text: String) {
        // In Swift a CR and an LF are one character.
        let all = text.split { $0 == "\n" || $0 == "\r\n" }
        let shown = all.prefix(Self.mostLines).map { Printable.line(String($0), limit: Self.longestLine) }
        let rest = all.count - shown.count
        texts = shown + (rest > 0 ? ["… \(rest) more lines in the JSON report"] : [])
    }

    /// For a terminal.
    var lines: [Line] { texts.map { "\($0, limit: .max)" } }
}
