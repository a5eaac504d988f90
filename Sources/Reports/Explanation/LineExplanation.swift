internal import Assessment
package import Fleet
internal import FoundationEssentials

/// What a line of a log means, as `dovesweep explain` shows it.
package struct LineExplanation {
    /// Hostile text.
    let line: String
    let meaning: String
    /// The condition that it breaks, and a sentence about it.
    let condition: (name: String, sentence: String)?
    let remedy: Remedy
    package let isKnown: Bool
    /// An earlier line says why.
    let isConsequence: Bool

    package init(
        line: String, meaning: String, condition: (name: String, sentence: String)?, remedy: Remedy, isKnown: Bool,
        isConsequence: Bool
    ) {
        (self.line, self.meaning, self.condition, self.remedy) = (line, meaning, condition, remedy)
        (self.isKnown, self.isConsequence) = (isKnown, isConsequence)
    }
}

/// Explanations line by line: a long log takes no memory.
package protocol ExplanationOutput {
    mutating func text(of explained: LineExplanation) -> String
    /// What follows the last one.
    func end() -> String
}

/// For a person to read.
package struct TextExplanations: ExplanationOutput {
    /// In bytes of a line, which is never cut.
    private let longestLine: Int
    private var isFirst = true

    package init(longestLine: Int) {
        self.longestLine = longestLine
    }

    package mutating func text(of explained: LineExplanation) -> String {
        var lines = isFirst ? [] : [""]
        isFirst = false
        lines.append(Printable.line(explained.line, limit: longestLine))
        lines += shown("means", [explained.meaning] + (explained.isConsequence ? ["An earlier line says why."] : []))
        if let condition = explained.condition {
            lines += shown("breaks", ["\(condition.name): \(condition.sentence)"])
        }
        lines += shown("to do", explained.remedy.steps.map(\.line))
        return lines.map { $0 + "\n" }.joined()
    }

    package func end() -> String { "" }

    private func shown(_ name: String, _ texts: [String]) -> [String] {
        texts.enumerated().map { place, text in
            let heading = place == 0 ? name : ""
            let padding = String(repeating: " ", count: 8 - heading.utf8.count)
            return "  \(heading)\(padding)\(Printable.line(text, limit: longestStep))"
        }
    }

    /// Escapes make a quoted line up to four times longer, and a command is never cut.
    private var longestStep: Int { longestLine * 8 }
}

/// An array for programs.
package struct JSONExplanations: ExplanationOutput {
    private var isFirst = true
    private let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }()

    package init() {}

    package mutating func text(of explained: LineExplanation) -> String {
        guard let bytes = try? encoder.encode(explained) else { return "" }
        defer { isFirst = false }
        return (isFirst ? "[\n  " : ",\n  ") + Printable.json(String(decoding: bytes, as: UTF8.self))
    }

    package func end() -> String { isFirst ? "[]\n" : "\n]\n" }
}

extension LineExplanation: Encodable {
    private enum Keys: String, CodingKey { case line, known, condition, meaning, steps, run, note }

    package func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Keys.self)
        try object.encode(line, forKey: .line)
        try object.encode(isKnown, forKey: .known)
        try object.encode(condition?.name, forKey: .condition)
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
