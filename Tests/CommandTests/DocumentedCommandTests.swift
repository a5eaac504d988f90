import ArgumentParser
import Diagnostics
import Foundation
import Testing

@testable import dovesweep

/// The command lines in the documents have a subcommand and options that the program knows. They are parsed, not run.
@Suite struct `Documented commands` {
    struct Example: CustomTestStringConvertible {
        let place: String
        let words: [String]
        /// A code span may name a command without its arguments.
        let isSpan: Bool

        var testDescription: String { "\(place): dovesweep \(words.joined(separator: " "))" }
    }

    /// Each command line once: a parse takes a third of a second.
    static let examples: [Example] = {
        var known: Set<[String]> = []
        return documents.flatMap { name -> [Example] in
            let text = (try? String(contentsOf: root.appending(path: name), encoding: .utf8)) ?? ""
            return commands(in: text).map {
                Example(place: "\(name):\($0.line)", words: words(of: $0.text), isSpan: $0.isSpan)
            }
        }.filter { known.insert($0.words).inserted }
    }()

    @Test func `the documents have examples`() {
        #expect(Self.examples.count > 60)
        for name in ["README.md", "docs/getting-started.md", "docs/operating.md", ".github/ISSUE_TEMPLATE/"] {
            #expect(Self.examples.contains { $0.place.hasPrefix(name) }, "\(name)")
        }
    }

    @Test(arguments: examples) func `an example is parsed`(_ example: Example) {
        guard let objection = Self.objection(to: example.words) else { return }
        if !example.isSpan || !objection.hasPrefix("Missing expected argument") { Issue.record("\(objection)") }
    }

    @Test(arguments: [
        "sweep --onyl tls", "sweeep -i hosts.ini", "sweep -o yaml", "runs --forget", "sweep --timeout 5x",
        "inventory show", "compare before-change", "agent hosts.ini",
    ]) func `wrong usage is found`(_ arguments: String) {
        #expect(Self.objection(to: Self.words(of: arguments)) != nil)
    }

    @Test func `a command ends where the shell ends it`() {
        let text = """
            ```sh
            dovesweep a --b \\
                'c d' # e
            sudo true; /usr/local/bin/dovesweep f "g|h" ~/i#j >>k
            runuser -u dovesweep -- dovesweep l|less
            dovesweep m 2>n && dovesweep o
            ```
            ```text
            dovesweep: no command
            dovesweep p
            ```
            Type `dovesweep q`.
            """
        let found = Self.commands(in: text)
        #expect(found.map(\.line) == [2, 4, 5, 6, 6, 12] && found.filter(\.isSpan).map(\.text) == ["q"])
        #expect(
            found.map { Self.words(of: $0.text) } == [
                ["a", "--b", "c d"], ["f", "g|h", "~/i#j"], ["l"], ["m"], ["o"], ["q"],
            ])
    }
}

extension `Documented commands` {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static let documents: [String] = ["", "docs/", ".github/ISSUE_TEMPLATE/"].flatMap { folder in
        let names = try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)
        return (names ?? []).filter { $0.hasSuffix(".md") }.sorted().map { folder + $0 }
    }

    /// What the argument parser says against the words; nil if it accepts them.
    private static func objection(to words: [String]) -> String? {
        do {
            try Dovesweep.checkCommand(words.first)
            _ = try Dovesweep.parseAsRoot(words)
            return nil
        } catch let failure as CommandFailure {
            return failure.message
        } catch {
            // `--help` and `--version` are errors of status 0.
            return Dovesweep.exitCode(for: error) == .success ? nil : Dovesweep.message(for: error)
        }
    }

    /// The text behind `dovesweep` of each command in a shell block or a code span. In other blocks, such as a unit file,
    /// only a command with the installed program's path counts.
    private static func commands(in document: String) -> [(line: Int, text: String, isSpan: Bool)] {
        var found: [(line: Int, text: String, isSpan: Bool)] = []
        var fence: Substring?
        var begun: (line: Int, text: String)?
        for (number, line) in document.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.hasPrefix("```") {
                fence = fence == nil ? line.dropFirst(3) : nil
                continue
            }
            guard let language = fence else {
                found += line.matches(of: /`dovesweep ([^`]+)`/).map { (number + 1, String($0.1), true) }
                continue
            }
            let whole = (begun?.text ?? "") + line
            let place = begun?.line ?? number + 1
            if whole.hasSuffix("\\") {
                begun = (place, String(whole.dropLast()))
                continue
            }
            begun = nil
            found += simpleCommands(of: whole).compactMap { arguments(of: $0, isShell: language == "sh") }
                .map { (place, $0, false) }
        }
        return found
    }

    private static func arguments(of command: String, isShell: Bool) -> String? {
        for mark in ["/usr/local/bin/dovesweep ", "-- dovesweep "] {
            if let range = command.range(of: mark) { return String(command[range.upperBound...]) }
        }
        return isShell && command.hasPrefix("dovesweep ") ? String(command.dropFirst("dovesweep ".count)) : nil
    }

    /// Splits a line at `|`, `;` and `&`, and cuts each command at a redirection or comment.
    private static func simpleCommands(of line: String) -> [String] {
        var commands = [""]
        var quote: Character?
        var isCut = false
        for (character, previous) in zip(line, " " + line) {
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "'" || character == "\"" {
                quote = character
            } else if "|;&".contains(character) {
                commands.append("")
                isCut = false
                continue
            } else if "<>".contains(character) || character == "#" && previous == " " {
                // The descriptor's number, as in `2>file`.
                if character == ">", previous == "1" || previous == "2" { commands[commands.count - 1].removeLast() }
                isCut = true
            }
            if character == "#", previous == " ", quote == nil { break }
            if !isCut { commands[commands.count - 1].append(character) }
        }
        return commands.map { String($0.drop { $0 == " " }) }
    }

    /// Splits at blanks, and takes quotes away.
    private static func words(of text: String) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in text {
            if let open = quote {
                if character == open { quote = nil } else { word?.append(character) }
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if character == " " {
                if let ended = word { words.append(ended) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        return words + (word.map { [$0] } ?? [])
    }
}
