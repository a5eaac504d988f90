import Fleet

/// Text of several lines, a line each, each of them printable and their number bounded.
struct Steps {
    /// Printable, and bounded in their length.
    let texts: [String]

    /// More than a person would type; the JSON report has them all.
    private static let mostLines = 24
    /// A command may be longer than a sentence.
    static let longestLine = 2000
    /// A path has 4,096 bytes at most (PATH_MAX), and a command a few of them.
    private static let longestCommand = 16_384

    init(_ text: String) {
        // In Swift a CR and an LF are one character.
        let all = text.split { $0 == "\n" || $0 == "\r\n" }
        let shown = all.prefix(Self.mostLines).map { Printable.line(String($0), limit: Self.longestLine) }
        let rest = all.count - shown.count
        texts = shown + (rest > 0 ? ["… \(rest) more lines in the JSON report"] : [])
    }

    /// A remedy's lines. A command is shown whole or not at all: what is cut may leave a quote open.
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

    /// For a terminal.
    var lines: [Line] { texts.map { "\($0, limit: .max)" } }
}
