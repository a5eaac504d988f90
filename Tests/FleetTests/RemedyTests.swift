import Fleet
import Testing

@Suite struct `A remedy` {
    @Test func `is a script with notes as comments`() {
        let remedy: Remedy = [.note("Renew it."), .run("doveadm reload")]
        #expect(remedy.script == "# Renew it.\ndoveadm reload")
        #expect(Remedy(trustedScript: remedy.script) == remedy)
    }

    @Test(arguments: [
        ("/var/mail/anna", "chown 5:6 /var/mail/anna"),
        ("a b", "chown 5:6 'a b'"),
        ("it's", #"chown 5:6 'it'\''s'"#),
        ("-R", "chown 5:6 -- -R"),
        ("", "chown 5:6 ''"),
        ("a\nb\u{1b}", "chown 5:6 'a\u{FFFD}b\u{FFFD}'"),
    ]) func `has each value as one word of a command`(path: String, command: String) {
        let (uid, gid): (UInt32, UInt32) = (5, 6)
        #expect(Remedy([.run("chown \(uid):\(gid) \(path)")]).script == command)
    }

    @Test func `ends the options of each command once`() {
        let path = "-x"
        #expect(Remedy([.run("ls \(path) \(path); ls \(path)")]).script == "ls -- -x -x; ls -- -x")
        #expect(Remedy([.run("ls \(operands: ["-a", "b c"])")]).script == "ls -- -a 'b c'")
        // What follows an option is its argument, and what follows a letter is part of its word.
        #expect(Remedy([.run("doveadm who -u \(argument: path)")]).script == "doveadm who -u-x")
        #expect(Remedy([.run("a --b=\(path)")]).script == "a --b=-x")
    }

    @Test func `quotes a value within quotes of its own`() {
        let name = "x';id;'"
        #expect(Remedy([.run("ss 'sport = :\(name)'")]).script == "ss 'sport = :''x'\\'';id;'\\'''''")
    }

    @Test func `has nothing in a note that a shell acts on`() {
        let words = "a;b|c&d$e`f<g>h(i)j{k}l!m*n?o'p\"q\\r\ns"
        let text = Remedy([.note("See \(words).")]).script
        #expect(text.utf8.allSatisfy { !";|&$`<>(){}!*?'\"\\\n".utf8.contains($0) })
        #expect(text.hasPrefix("# See a,b/c+de"))
        let literal: Remedy = [.note("Dovecot's own `x`")]
        #expect(literal.script == "# Dovecot\u{2019}s own \u{2019}x\u{2019}")
    }

    @Test func `has a setting in a note to the letter, in quotes`() {
        #expect(Remedy([.note("Set \(setting: "a = %{user | lower}").")]).script == "# Set 'a = %{user | lower}'.")
        #expect(Remedy([.note("Set \(setting: "a;'")")]).script == "# Set 'a;'\\'''")
    }

    /// U+00E9, and e with U+0301: one text to Swift, two names to a file system.
    @Test func `is another where its bytes differ`() {
        let (composed, decomposed) = ("\u{e9}", "e\u{301}")
        #expect(composed == decomposed)
        #expect(Remedy([.run("chown 5 \(composed)")]) != Remedy([.run("chown 5 \(decomposed)")]))
        #expect(Remedy([.note("\(composed)")]) != Remedy([.note("\(decomposed)")]))
    }
}
