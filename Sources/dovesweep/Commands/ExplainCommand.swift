internal import ArgumentParser
internal import Checks
internal import Fleet
internal import Reports

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain lines of Dovecot's log: what they mean, what they break, what to do.",
        discussion: """
            dovesweep explain 'Error: Failed to initialize SSL server context: …'
            journalctl -u dovecot -n 50 | dovesweep explain -
            dovesweep explain - --format json </var/log/mail.log

            Lines of PAM, of systemd about the unit, and denials of the kernel are known too.
            A line may have the prefix of syslog, of the journal or of Dovecot's own log.
            No host is contacted. Exit status: 0, or 1 if a line is not known.
            """)

    @Argument(help: "A line, quoted for the shell; `-` reads lines from standard input.")
    var lines: [String]

    @Option(help: "text, or json: an array in the order of the lines.")
    var format = Format.text

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    func run() throws {
        var output: any ExplanationOutput =
            format == .json ? JSONExplanations() : TextExplanations(longestLine: Meaning.longestLine)
        var areAllKnown = true
        func explain(_ line: String) {
            let explained = LineExplanation(line)
            areAllKnown = areAllKnown && explained.isKnown
            print(output.text(of: explained), terminator: "")
        }
        if lines == ["-"] {
            StandardInput.eachLine(longest: Meaning.longestLine, explain)
        } else {
            for line in lines.flatMap(Self.linesOf) { explain(line) }
        }
        print(output.end(), terminator: "")
        if !areAllKnown { throw ExitCode(1) }
    }

    private static func linesOf(_ argument: String) -> [String] {
        argument.utf8.split(separator: UInt8(ascii: "\n")).map { String(Substring($0)) }
    }
}

extension LineExplanation {
    fileprivate init(_ line: String) {
        let parsed = LogLine(parsing: line)
        let known = parsed.known
        self.init(
            line: line, meaning: known?.explanation ?? Self.fields(of: parsed),
            condition: known?.condition.map { ($0.rawValue, $0.sentence) },
            remedy: known?.advice.remedy(on: .usual) ?? [], isKnown: known != nil,
            isConsequence: known?.isConsequence ?? false)
    }

    /// For an unknown line.
    private static func fields(of line: LogLine) -> String {
        let facts = [
            line.service.map { "service \($0)" }, line.level.isEmpty ? nil : "level \(line.level)",
            line.processID.map { "process \($0)" }, line.account.map { "account \($0)" },
            line.session.map { "session \($0)" }, line.remoteAddress.map { "client \($0)" },
        ].compactMap { $0 }
        return facts.isEmpty ? "Not known." : "Not known. The line has: \(facts.joined(separator: ", "))."
    }
}
