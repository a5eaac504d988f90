/// What to do about a finding, in order.
///
/// Equality is by bytes: `String` equates NFC and NFD names, a file system does not.
package struct Remedy: Sendable, Hashable {
    package var steps: [Step]

    package init(_ steps: [Step]) { self.steps = steps }

    package enum Step: Sendable, Hashable {
        /// Safe to type as it is.
        case run(Command)
        /// Harmless in every shell.
        case note(Note)
    }

    /// Notes become comments.
    package var script: String { steps.map(\.line).joined(separator: "\n") }

    /// Parses such a script without escaping: it must come from an operator or a judged run, never from a host.
    package init(trustedScript script: String) {
        steps = script.utf8.split(separator: UInt8(ascii: "\n")).map { line in
            guard line.first == UInt8(ascii: "#") else { return .run(Command(trusted: String(Substring(line)))) }
            return .note(Note(trusted: String(Substring(line.dropFirst().drop { $0 == UInt8(ascii: " ") }))))
        }
    }

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
    package var line: String {
        switch self {
        case .run(let command): command.text
        case .note(let note): "# " + note.text
        }
    }
}
