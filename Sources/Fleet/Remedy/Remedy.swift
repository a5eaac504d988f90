/// What to do about a finding: steps, in the order in which a person takes them.
///
/// Two are equal where they are so byte for byte. `String` takes canonically equivalent names for one (NFC and NFD),
/// which are two to a file system.
package struct Remedy: Sendable, Hashable {
    package var steps: [Step]

    package init(_ steps: [Step]) { self.steps = steps }

    package enum Step: Sendable, Hashable {
        /// A command, safe to type as it stands.
        case run(Command)
        /// A sentence for a person, harmless in every shell.
        case note(Note)
    }

    /// The steps as one shell script, a note a comment.
    package var script: String { steps.map(\.line).joined(separator: "\n") }

    /// Reads a script back that `script` made, or that an operator wrote: a line that begins with `#` is a note, any
    /// other is a command.
    ///
    /// The text is taken as it is: it must come from an operator or from a run that was judged before, never from a
    /// host.
    package init(trustedScript script: String) {
        steps = script.utf8.split(separator: UInt8(ascii: "\n")).map { line in
            guard line.first == UInt8(ascii: "#") else { return .run(Command(trusted: String(Substring(line)))) }
            return .note(Note(trusted: String(Substring(line.dropFirst().drop { $0 == UInt8(ascii: " ") }))))
        }
    }

    /// The remedy with words of its text replaced by plain ones, as a redaction does.
    package func replacingWords(_ replace: (String) -> String) -> Remedy {
        Remedy(trustedScript: replace(script))
    }

    package static func + (first: Remedy, second: Remedy) -> Remedy { Remedy(first.steps + second.steps) }
}

extension Remedy: ExpressibleByArrayLiteral {
    package init(arrayLiteral steps: Step...) { self.init(steps) }
}

extension Remedy.Command {
    package static func == (left: Self, right: Self) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }
    package func hash(into hasher: inout Hasher) { hasher.combine(Array(text.utf8)) }
}

extension Remedy.Note {
    package static func == (left: Self, right: Self) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }
    package func hash(into hasher: inout Hasher) { hasher.combine(Array(text.utf8)) }
}

extension Remedy.Step {
    /// Its line of the script.
    package var line: String {
        switch self {
        case .run(let command): command.text
        case .note(let note): "# " + note.text
        }
    }
}
