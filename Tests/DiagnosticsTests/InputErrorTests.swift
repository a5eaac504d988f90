import Foundation
import Testing

@testable import Diagnostics

/// What is wrong in a file of the operator's, and what to do.
@Suite struct `An input error` {
    private static func problem(_ what: String, line: Int? = 3) -> InputError.Problem {
        InputError.Problem(
            what, text: "[mail:child]", at: Source(file: "hosts.ini", line: line), remedy: "Write children.")
    }

    @Test func `has the place, the text, the problem and the remedy`() {
        #expect(
            InputError(Self.problem("unknown kind")).description
                == "hosts.ini:3: \"[mail:child]\": unknown kind. Write children.")
        #expect(
            InputError(.init("it is empty", at: Source(file: "hosts.ini"), column: nil, remedy: "Fill it.")).description
                == "hosts.ini: it is empty. Fill it.")
        #expect(InputError(.init("it is empty", remedy: "Fill it.")).description == "it is empty. Fill it.")
    }

    @Test func `shows ten problems, and how many are left`() {
        let lines = InputError((1...12).map { Self.problem("\($0)") }).description.split(separator: "\n")
        #expect(lines.count == 11 && lines.last == "… and 2 more problems")
    }

    @Test func `ends a command with the status of a wrong file`() {
        let failure = CommandFailure(InputError(Self.problem("unknown kind")))
        #expect(failure.status == 65 && failure.message.hasPrefix("hosts.ini:3: "))
    }

    @Test(arguments: [
        ("password=hidden", "password=•••"), ("a\u{1b}[2Jb", "a\u{FFFD}[2Jb"), ("key_file=shown", "key_file=shown"),
    ])
    func `quotes a text without secrets and control characters`(text: String, shown: String) {
        #expect(Excerpt.of(text) == shown)
        #expect(Excerpt.of(String(repeating: "x", count: 100)).unicodeScalars.count == 81)
    }
}

@Suite struct `A suggestion` {
    @Test(arguments: [
        ("mx7", ["mx17", "mx70", "other"], "Did you mean \"mx70\" or \"mx17\"? "), ("xyz", ["mx17"], ""),
        ("ansible_hots", ["ansible_host"], "Did you mean \"ansible_host\"? "),
    ])
    func `is a name like the mistyped one`(name: String, candidates: [String], sentence: String) {
        #expect(Suggestion.sentence(for: name, among: candidates) == sentence)
    }
}

@Suite struct `The trouble with a file` {
    @Test func `is told with what to do`() throws {
        #expect(FileTrouble.words(of: "/nowhere/file") == "does not exist: correct its path")
        #expect(FileTrouble.words(of: "/") == "is a directory: give a file in it")
    }
}
