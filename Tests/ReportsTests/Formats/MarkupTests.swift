import Testing

@testable import Reports

/// What each language would act on, and what it gets instead.
struct MarkupTests {
    @Test(arguments: [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"), ("\"'&", "&quot;&#39;&amp;"),
        ("&lt;", "&amp;lt;"), ("\u{1b}[2J\u{202e}", #"\x1b[2J\u202e"#), ("Grüße", "Grüße"),
    ])
    func `text in HTML is text`(raw: String, escaped: String) {
        #expect(("<p>\(raw)</p>" as HTML).text == "<p>\(escaped)</p>")
    }

    @Test(arguments: [
        ("]]>", "]]&gt;"), ("<!--&\"'", "&lt;!--&amp;&quot;&apos;"), ("\u{0}\u{b}\u{fffe}", #"\x00\x0b\ufffe"#),
    ])
    func `text in XML is text`(raw: String, escaped: String) {
        #expect(("\(raw)" as XML).text == escaped)
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), (" =1", #"" '=1""#),
        ("a=1", "a=1"), ("a-b", "a-b"), ("a;=1", #""a;'=1""#), ("a; =1", #""a; '=1""#), ("＝1", "'＝1"),
        ("a,b", #""a,b""#), (#"say "x""#, #""say ""x""""#), ("\"=1", #""""'=1""#), ("a\r\n=1", #"a\r\n=1"#),
        ("\t=1", #"\t=1"#), ("", ""), ("-rw-r--r--", "'-rw-r--r--"),
    ])
    func `a spreadsheet takes a field for text`(raw: String, escaped: String) {
        #expect(("\(raw)" as CSV).text == escaped)
    }

    @Test(arguments: [
        ("*a* _b_", #"\*a\* \_b\_"#), ("a|b", #"a\|b"#), ("[x](y)", #"\[x\](y)"#), ("<b>", #"\<b\>"#),
        ("@team", "`@team`"), ("see #12", "see `#12`"), ("http://x.example/", "`http://x.example/`"),
        ("- a", #"\- a"#), ("1. a", #"1\. a"#), ("12-day", "12-day"), ("`x`", #"\`x\`"#), ("a@`b", "``a@`b``"),
        ("a|@b", #"`a`\|`@b`"#), ("    code", "code"), ("&amp;", #"\&amp;"#), ("$x$", #"\$x\$"#),
        ("a\n# b", #"`a\n#` b"#),
        ("\\", #"\\"#),
    ])
    func `text in Markdown is text, and what acts is code`(raw: String, escaped: String) {
        #expect(("\(raw)" as Markdown).text == escaped)
    }

    @Test(arguments: [(#"a"b"#, #"a\"b"#), (#"a\"#, #"a\\"#), ("a\nb", #"a\\nb"#)])
    func `the value of a label stays in its quotes`(raw: String, escaped: String) {
        #expect(("\(raw)" as Prometheus).text == escaped)
    }

    @Test func `a monitoring plugin prints one bar, its own`() {
        #expect(("a|b" as Nagios).text == "a|b")
        #expect(("\("a|b")" as Nagios).text == "a¦b")
    }

    @Test func `nothing in a block of data closes it`() {
        #expect(HTML.data(.string("</script><!--")).text == #""\u003c/script>\u003c!--""#)
    }

    @Test func `no line closes a fence`() {
        #expect(Markdown.block(["```", "x````"]).text == "`````\n```\nx````\n`````\n")
    }
}
