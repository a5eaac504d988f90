internal import Assessment
internal import Fleet

/// The lines of a text, each printable, bounded in length and number.
struct PrintableLines {
    let texts: [String]

    /// The JSON report has all lines.
    private static let mostLines = 24
    /// In scalars.
    static let longestLine = 2000
    /// A command has a few paths of up to 4,096 bytes (PATH_MAX).
    private static let longestCommand = 16_384

    init(_ text: String) {
        // Swift reads CR LF as one `Character`.
        let all = text.split { $0 == "\n" || $0 == "\r\n" }
        let shown = all.prefix(Self.mostLines).map { Printable.line(String($0), limit: Self.longestLine) }
        let rest = all.count - shown.count
        texts = shown + (rest > 0 ? ["… \(rest) more lines in the JSON report"] : [])
    }

    /// A command is shown whole or not at all: a cut could leave a quote open.
    init(_ remedy: Remedy?) {
        let steps = remedy?.steps ?? []
        let tooLong = "# A command is too long to show here. The JSON report has it."
        let shown = steps.prefix(Self.mostLines).map { step in
            if case .run(let command) = step, command.text.unicodeScalars.count > Self.longestCommand { return tooLong }
            return Printable.line(step.line, limit: Self.longestCommand)
        }
        let rest = steps.count - shown.count
        texts = shown + (rest > 0 ? ["# \(rest) more steps: the JSON report has them."] : [])
    }

    var lines: [Line] { texts.map { "\($0, limit: .max)" } }
}
