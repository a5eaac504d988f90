import Fleet
import Testing

@testable import Sweep

/// Which secrets are masked, at each side of the limits.
@Suite struct `Limits of redaction` {
    private func clean(_ text: String, _ secrets: [String], isCut: Bool = false) -> String {
        Redactor(secrets.map { Secret(Array($0.utf8)) }, accounts: []).clean(text, isCut: isCut)
    }

    @Test(arguments: [("abc", false), ("abcd", true), ("abcde", true)])
    func `a secret of four letters is masked`(secret: String, isMasked: Bool) {
        #expect(clean("word \(secret) end", [secret]) == (isMasked ? "word [redacted] end" : "word \(secret) end"))
    }

    @Test(arguments: [(7, false), (8, true), (9, true)])
    func `the first eight letters of a secret are masked where it may be cut`(count: Int, isMasked: Bool) {
        let begin = String("abcdefghijklmnop".prefix(count))
        #expect(
            clean("word \(begin)", ["abcdefghijklmnop"], isCut: true)
                == (isMasked ? "word [redacted]" : "word \(begin)"))
    }

    @Test(arguments: [(299, false), (300, true), (301, true)])
    func `a line of 300 letters may be cut`(count: Int, isMasked: Bool) {
        let line = String(repeating: ".", count: count - 9) + "abcdefghi"
        let masked = String(repeating: ".", count: count - 9) + "[redacted]"
        #expect(clean(line + "\nnext", ["abcdefghijklmnop"]) == (isMasked ? masked : line) + "\nnext")
    }

    @Test func `two secrets that overlap are under one mask`() {
        #expect(clean("x abcdefgh\nijklmn y", ["abcdefgh", "ghijklmn"]) == "x [redacted] y")
    }
}
