import Testing

@testable import Reports

struct LineTests {
    private let plain = ReportStyle()

    @Test func `what is interpolated is made printable, and literals stay`() {
        let hostile = "\u{1b}[31mred"
        #expect(("✓ \(hostile)" as Line).rendered(in: plain) == #"✓ \x1b[31mred"#)
    }

    @Test func `width counts columns, not characters`() {
        #expect(("東京" as Line).width == 4)
        #expect(("e\u{301}" as Line).width == 1)
        #expect(("東" as Line).padded(to: 4).rendered(in: plain) == "東")
        #expect((Line("東").padded(to: 4) + "|").rendered(in: plain) == "東  |")
    }

    @Test(arguments: [
        (20, "mx01.example.net"), (16, "mx01.example.net"), (15, "mx01.ex…ple.net"), (4, "mx…t"), (1, "…"),
    ])
    func `a name is shortened in its middle, and only when needed`(columns: Int, shortened: String) {
        let name: Line = "mx01.example.net"
        #expect(name.shortened(to: columns).rendered(in: plain) == shortened)
    }

    @Test func `a wide character is never cut in two`() {
        #expect(("東東東東" as Line).shortened(to: 6).rendered(in: plain) == "東…東")
    }

    @Test func `lines break between words, and the rest is indented`() {
        let lines = ("one two three four" as Line).wrapped(to: 9, indent: 2).map { $0.rendered(in: plain) }
        #expect(lines == ["one two", "  three", "  four"])
    }

    @Test func `a word without room is broken where the line ends`() {
        let lines = ("a bcdefghijk" as Line).wrapped(to: 5, indent: 1).map { $0.rendered(in: plain) }
        #expect(lines == ["a", " bcde", " fghi", " jk"])
    }

    @Test func `an indentation is no place to break a line`() {
        let lines = ("    abcdefgh" as Line).wrapped(to: 8, indent: 4).map { $0.rendered(in: plain) }
        #expect(lines == ["    abcd", "    efgh"])
    }

    @Test func `wrapping ends where there is less room than one character`() {
        #expect(("東東" as Line).wrapped(to: 1, indent: 4).count == 2)
    }

    @Test func `colour is switched off again, and only where asked for`() {
        let line = ("a" as Line).painted(.failure) + "b"
        #expect(line.rendered(in: ReportStyle(inColour: true)) == "\u{1b}[1;7;31ma\u{1b}[0mb")
        #expect(line.rendered(in: plain) == "ab")
    }

    @Test func `in ASCII every character keeps its width`() {
        let line: Line = "✗ 東 ü …"
        let ascii = line.rendered(in: ReportStyle(inASCII: true))
        #expect(ascii == "X ?? ? ~")
        #expect(ascii.utf8.count == line.width)
    }
}
