import Testing

@testable import YAMLFiles

@Suite struct YAMLEntryTests {
    private func root(_ text: String) throws -> YAMLEntry {
        try #require(try YAMLEntry(Array(text.utf8), file: "f.yaml"))
    }

    @Test func `values are read with the place where they stand`() throws {
        let fields = try root("name: mx\nports: [143, 993]\nlag: 2.5\nopen: yes\n").fields([
            "name", "ports", "lag", "open",
        ])
        #expect(try fields.required("name").text() == "mx")
        #expect(try fields.required("ports").list().map { try $0.whole() } == [143, 993])
        #expect(try fields.required("lag").number() == 2.5)
        #expect(try fields.required("open").flag())
        #expect(try fields.required("lag").line == 3)
    }

    @Test(arguments: [
        ("a: 1\nb: 2\n", "f.yaml:2:4: b: this key is not known: the keys here are a"),
        ("a: [1\n", "f.yaml:2"),
        ("- 1\n", "f.yaml:1:1: “key: value” lines are needed here"),
        ("a: 1\na: 2\n", "f.yaml:"),
        ("b:\n\ta: 1\n", "f.yaml:2"),
    ]) func `what is wrong is told with its line`(text: String, message: String) {
        #expect {
            _ = try root(text).fields(["a"])
        } throws: { error in
            "\(error)".hasPrefix(message)
        }
    }

    @Test func `a value of another kind is refused where it stands`() throws {
        let entry = try root("a:\n  b: \"7\"\n").fields(["a"]).required("a").fields(["b"]).required("b")
        #expect { try entry.whole() } throws: {
            "\($0)" == "f.yaml:2:6: a.b: a whole number is needed here, not “7”"
        }
        #expect { try entry.flag() } throws: { "\($0)".contains("true or false") }
        #expect { try entry.list() } throws: { "\($0)".contains("a list") }
        #expect { try entry.choice(["x", "y"]) } throws: { "\($0)".contains("“7” is not one of x, y") }
        #expect(try entry.text() == "7")
    }

    @Test(arguments: [
        ("~", false), ("null", false), ("\"~\"", true), ("'null'", true), ("x", true), ("7", true), ("[x]", false),
    ])
    func `null is no text, unless it is in quotes`(value: String, isText: Bool) throws {
        let entry = try root("a: \(value)\n").fields(["a"]).required("a")
        #expect(((try? entry.text()) != nil) == isText)
    }

    @Test(arguments: [("x", true), ("' x '", true), ("'  '", false), ("''", false), ("\"\\t\"", false)])
    func `words are not blank`(value: String, areWords: Bool) throws {
        let entry = try root("a: \(value)\n").fields(["a"]).required("a")
        #expect(((try? entry.words()) != nil) == areWords)
    }

    @Test(arguments: [
        ("7", true), ("2.5", true), ("1e3", true), (".inf", false), ("-.inf", false), (".nan", false), ("'7'", false),
    ])
    func `a number is finite, and not in quotes`(value: String, isNumber: Bool) throws {
        let entry = try root("a: \(value)\n").fields(["a"]).required("a")
        #expect(((try? entry.number()) != nil) == isNumber)
    }

    @Test func `two keys of one text are one key twice, in quotes or not`() throws {
        let entry = try root("1: x\n\"1\": y\n")
        #expect { try entry.pairs() } throws: { "\($0)".contains("this key occurs twice") }
    }

    @Test func `entries of a list are counted from 1`() throws {
        let entries = try root("a: [x, y]\n").fields(["a"]).required("a").list()
        #expect(entries.map(\.path) == ["a[1]", "a[2]"])
    }

    @Test func `what is missing is told at the mapping that lacks it`() throws {
        let fields = try root("a: {}\n").fields(["a"]).required("a").fields(["b"])
        #expect { try fields.required("b") } throws: { "\($0)" == "f.yaml:1:4: a: “b” is missing: add it" }
    }

    @Test(arguments: ["", "\n# nothing\n", "~\n"]) func `an empty file is nothing`(text: String) throws {
        #expect(try YAMLEntry(Array(text.utf8), file: "f.yaml") == nil)
    }

    @Test func `bytes that are no text are told`() {
        #expect {
            _ = try YAMLEntry([0x61, 0xff], file: "f.yaml")
        } throws: { error in
            "\(error)" == "f.yaml: the file is not UTF-8: save it as UTF-8"
        }
    }
}
