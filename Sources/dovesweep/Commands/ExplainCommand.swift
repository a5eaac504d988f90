internal import ArgumentParser
internal import Checks
internal import Fleet
internal import FoundationEssentials
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
        var output: any ExplanationOutput = format == .json ? JSONExplanations() : TextExplanations()
        var areAllKnown = true
        func explain(_ line: String) {
            let explained = ExplainedLine(line)
            areAllKnown = areAllKnown && explained.isKnown
            output.add(explained)
        }
        if lines == ["-"] {
            StandardInput.eachLine(longest: Meaning.longestLine, explain)
        } else {
            for line in lines.flatMap(Self.linesOf) { explain(line) }
        }
        output.end()
        if !areAllKnown { throw ExitCode(1) }
    }

    private static func linesOf(_ argument: String) -> [String] {
        argument.utf8.split(separator: UInt8(ascii: "\n")).map { String(Substring($0)) }
    }
}

private struct ExplainedLine {
    let line: String
    let meaning: String
    let condition: Condition?
    let remedy: Remedy
    let isKnown: Bool
    let isConsequence: Bool

    init(_ line: String) {
        let parsed = LogLine(parsing: line)
        let known = parsed.known
        self.line = line
        isKnown = known != nil
        isConsequence = known?.isConsequence ?? false
        meaning = known?.explanation ?? Self.certain(parsed)
        condition = known?.condition
        remedy = known?.advice.remedy(on: .usual) ?? []
    }

    /// The fields of an unknown line.
    private static func certain(_ line: LogLine) -> String {
        let facts = [
            line.service.map { "service \($0)" }, line.level.isEmpty ? nil : "level \(line.level)",
            line.processID.map { "process \($0)" }, line.account.map { "account \($0)" },
            line.session.map { "session \($0)" }, line.remoteAddress.map { "client \($0)" },
        ].compactMap { $0 }
        return facts.isEmpty ? "Not known." : "Not known. The line has: \(facts.joined(separator: ", "))."
    }
}

private protocol ExplanationOutput {
    mutating func add(_ explained: ExplainedLine)
    mutating func end()
}

private struct TextExplanations: ExplanationOutput {
    private var isFirst = true

    mutating func add(_ explained: ExplainedLine) {
        if !isFirst { print() }
        isFirst = false
        print(Printable.line(explained.line, limit: Meaning.longestLine))
        show("means", [explained.meaning] + (explained.isConsequence ? ["An earlier line says why."] : []))
        if let condition = explained.condition {
            show("breaks", ["\(condition.rawValue): \(condition.sentence)"])
        }
        show("to do", explained.remedy.steps.map(\.line))
    }

    func end() {}

    private func show(_ name: String, _ texts: [String]) {
        for (place, text) in texts.enumerated() {
            let heading = place == 0 ? name : ""
            let padding = String(repeating: " ", count: 8 - heading.utf8.count)
            print("  \(heading)\(padding)\(Printable.line(text, limit: Self.longestStep))")
        }
    }

    /// Escapes make a quoted line up to four times longer, and a command is never cut.
    private static let longestStep = Meaning.longestLine * 8
}

/// Written line by line: a long log takes no memory.
private struct JSONExplanations: ExplanationOutput {
    private var isFirst = true
    private let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }()

    mutating func add(_ explained: ExplainedLine) {
        guard let bytes = try? encoder.encode(explained) else { return }
        print(isFirst ? "[\n  " : ",\n  ", terminator: "")
        print(Printable.json(String(decoding: bytes, as: UTF8.self)), terminator: "")
        isFirst = false
    }

    func end() { print(isFirst ? "[]" : "\n]") }
}

extension ExplainedLine: Encodable {
    private enum Keys: String, CodingKey { case line, known, condition, meaning, steps, run, note }

    func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Keys.self)
        try object.encode(line, forKey: .line)
        try object.encode(isKnown, forKey: .known)
        try object.encode(condition?.rawValue, forKey: .condition)
        try object.encode(meaning, forKey: .meaning)
        var steps = object.nestedUnkeyedContainer(forKey: .steps)
        for step in remedy.steps {
            var object = steps.nestedContainer(keyedBy: Keys.self)
            switch step {
            case .run(let command): try object.encode(command.text, forKey: .run)
            case .note(let note): try object.encode(note.text, forKey: .note)
            }
        }
    }
}
