import Testing

@testable import Fleet

struct StreamSafeTextTests {
    @Test(arguments: ["", "plain", "naïve – ൎ‘quoted’", "e\u{301}", "שָׁלוֹם", "\u{301}\u{301}x"])
    func `what people write is kept`(text: String) {
        #expect(Array(String(fromHost: text.utf8).unicodeScalars) == Array(text.unicodeScalars))
    }

    @Test func `no run of combining marks is longer than 30`() {
        let marks = String(repeating: "\u{301}\u{323}", count: 500)
        let read = String(fromHost: "a\(marks)b\(marks)".utf8)
        #expect(Array(read.unicodeScalars.map(\.value).filter { $0 < 128 }) == [0x61, 0x62])
        #expect(read.unicodeScalars.count == 62)
    }

    @Test func `bytes that are no UTF-8 are replaced`() {
        #expect(String(fromHost: [0x61, 0xFF, 0x62]) == "a\u{FFFD}b")
    }

    @Test(.timeLimit(.minutes(10))) func `names of marks alone are soon compared`() {
        let marks = (0..<32_000).map { $0 % 2 == 0 ? "\u{301}" : "\u{323}" }.joined()
        var seen: Set<String> = []
        for number in 0..<400 { seen.insert(String(fromHost: "\(marks)\(number)".utf8)) }
        #expect(seen.count == 400)
    }
}
