import Testing

@testable import TextFiles

@Suite struct `A glob` {
    @Test(arguments: [
        ("mx*", "mx1", true), ("mx?", "mx12", false), ("mx[0-2]", "mx1", true), ("mx[!0-2]", "mx1", false),
        ("mx[", "mx[", true), ("*", "", true), ("*a*b", "xaxxb", true), ("*a*b", "xaxxc", false),
    ])
    func `matches as in Python's fnmatch`(pattern: String, text: String, matches: Bool) {
        #expect(Glob(pattern).matches(text) == matches)
    }
}

@Suite struct `Words of a shell` {
    @Test(arguments: [
        ("a 'b c' d", ["a", "b c", "d"]), ("''", [""]), (#"a\ b "c\"d""#, ["a b", #"c"d"#]), ("", []),
        ("a #b", ["a"]),
    ])
    func `are split as in Python's shlex`(line: String, words: [String]) throws {
        #expect(try ShellWords.split(line.utf8, comments: true) == words)
    }

    @Test func `need closed quotations`() {
        #expect(throws: ShellWords.Failure.quote) { try ShellWords.split("'a".utf8, comments: false) }
        #expect(throws: ShellWords.Failure.escape) { try ShellWords.split("a\\".utf8, comments: false) }
    }
}

@Suite struct `Lines of a file` {
    @Test func `have numbers, and are no comments`() {
        var found: [String] = []
        TextLines(bytes: Array("a\r\n# b\n\n  c \r;d\ne".utf8)).forEach { line, number in
            found.append("\(number) \(String(decoding: line, as: UTF8.self))")
        }
        #expect(found == ["1 a", "4 c", "6 e"])
    }
}

@Suite struct `A path` {
    @Test func `has a folder, a name and a suffix`() {
        #expect(Path.folder(of: "/etc/hosts") == "/etc" && Path.folder(of: "hosts") == ".")
        #expect(Path.join("/etc", "hosts") == "/etc/hosts" && Path.join(".", "hosts") == "hosts")
        #expect(Path.join("/etc", "/hosts") == "/hosts")
        #expect(Path.suffix(of: "a/b.tar.gz") == ".gz" && Path.suffix(of: "a/.profile") == "")
    }
}
