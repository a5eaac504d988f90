import Fleet
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
