import ShellQuoting
import Foundation
import Testing

@Suite struct `A word for a shell` {
    @Test(arguments: ["/var/mail/anna", "5000:5000", "anna@example.org", "--user=x,y%z+1"])
    func `stays as it is where a shell reads nothing else in it`(_ text: String) {
        #expect(shellWord(text) == text)
    }

    @Test func `is in quotes where it is empty, or holds what a shell acts on`() {
        #expect(shellWord("") == "''")
        #expect(shellWord("a b") == "'a b'")
        #expect(shellWord("it's") == #"'it'\''s'"#)
        #expect(shellWord("~root") == "'~root'")
        #expect(shellWord("=ls") == "'=ls'")
    }

    @Test func `has what csh and fish act on within quotes outside of them`() {
        #expect(shellWord("a!b") == #"'a'\!'b'"#)
        #expect(shellWord(#"a\b"#) == #"'a'\\'b'"#)
    }

    /// U+0D4E joins with the next character, and U+0301 with the one before.
    @Test(arguments: ["\u{0D4E}'", "'\u{0301}", "\u{0D4E}'\u{0301}"])
    func `has every quote escaped, whatever joins with it`(_ text: String) {
        #expect(shellWord(text).utf8.count == text.utf8.count + 5)
    }
}

/// What the shells of hosts and operators make of words: they are asked.
@Suite struct `A shell` {
    private static let joiners =
        (UInt32(0x80)...0x1ffff).compactMap { Unicode.Scalar($0) }.filter { "\($0)'".count == 1 }
        + ["\r", "\u{301}", "\u{338}", "\u{fe0f}", "\u{200d}", "\u{1f3fb}", "\u{903}"]

    /// Every sign of ASCII, a shell's and others, beside every joiner.
    private static let words: [String] = joiners.flatMap { joiner in
        (UInt8(1)...0x7f).map { Unicode.Scalar($0) }.flatMap { sign in
            [[joiner, sign], [sign, joiner], [joiner, sign, joiner]].map { String(String.UnicodeScalarView($0)) }
        }
    }

    @Test(arguments: ["/bin/dash", "/bin/bash"]) func `reads each word back as it was`(shell: String) throws {
        let script = Self.words.map { "printf '%s\\0' \(shellWord($0))\n" }.joined()
        let file = FileManager.default.temporaryDirectory.appending(path: "dovesweep-\(UUID().uuidString)")
        try Data(script.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: shell)
        process.arguments = [file.path]
        process.standardOutput = output
        try process.run()
        let read = Array(output.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(read == Self.words.flatMap { Array($0.utf8) + [0] })
    }
}
