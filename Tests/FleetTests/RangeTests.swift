import Testing

@testable import Fleet

/// The ends of ranges of what hosts send, and of what is typed.
@Suite struct RangeTests {
    @Test(arguments: [(0, false), (1, true), (65_535, true), (65_536, false), (-1, false)])
    func `ports are 1 to 65535`(value: Int, isPort: Bool) {
        #expect((Fleet.Port(value) != nil) == isPort && (Fleet.Port("\(value)") != nil) == isPort)
    }

    @Test func `ids, modes, statuses and times have their ends`() {
        #expect(userIDs == 0...4_294_967_294 && fileModes == 0...0o7777 && exitStatuses == 0...255)
        #expect(unixTimes == 0...253_402_300_799)
        #expect(number("4294967294", in: userIDs) == 4_294_967_294 && number("4294967295", in: userIDs) == nil)
    }

    @Test(
        arguments: [
            ("2", 2, nil), ("1", 2, 1), ("8", 8, nil), ("7", 8, 7), ("a", 10, nil), ("9", 10, 9), ("f", 16, 15),
            ("g", 16, nil),
        ] as [(String, Int, Int?)])
    func `a digit is below its radix`(text: String, radix: Int, value: Int?) {
        #expect(number(text, in: 0...99, radix: radix) == value)
    }

    @Test(arguments: [
        (Double.infinity, 9), (-Double.infinity, 2), (.nan, 2), (9.4, 9), (9.6, 9), (1.4, 2), (4.5, 5), (-3, 2),
        (1e300, 9),
    ])
    func `a number that does not fit is the nearest that does`(value: Double, expected: Int) {
        #expect(whole(value, in: 2...9) == expected)
    }

    @Test(arguments: [(64, true), (65, false)]) func `a decimal number has at most 64 digits`(count: Int, isOne: Bool) {
        #expect((decimal(String(repeating: "1", count: count), in: 0...1e300) != nil) == isOne)
    }

    @Test(arguments: [(29, 29), (30, 30), (31, 30)]) func `thirty combining marks are kept`(count: Int, kept: Int) {
        let text = "a" + String(repeating: "\u{301}", count: count)
        #expect(String(fromHost: text.utf8).unicodeScalars.count == kept + 1)
    }

    @Test(arguments: [
        (["-p", "tcp"], true), (["--dport", "993"], true), (["--exec", "id"], false), (["-x"], false), (["!"], true),
        (["192.0.2.0/24"], true), (["a;b"], false), ([String(repeating: "a", count: 64)], true),
        ([String(repeating: "a", count: 65)], false), ([], false),
    ])
    func `a rule's words are typed as they are only where they are plain`(words: [String], arePlain: Bool) {
        #expect((Remedy.PlainOptions(words.map { $0[...] }) != nil) == arePlain)
    }

    @Test(
        arguments: [
            ("YQ==", [0x61]), ("YWI=", [0x61, 0x62]), ("YWJj", [0x61, 0x62, 0x63]), ("YQ", nil), ("YQ=", nil),
            ("YWI", nil), ("Y", nil),
            ("", []), ("YQ=a", nil), ("!Q==", nil),
        ] as [(String, [UInt8]?)])
    func `base64 has its padding`(text: String, bytes: [UInt8]?) {
        #expect(Fleet.Base64.decode(text) == bytes)
        if let bytes { #expect(Fleet.Base64.encode(bytes) == text) }
    }
}
