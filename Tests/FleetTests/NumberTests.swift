import Fleet
import Foundation
import Testing

private typealias Port = Fleet.Port

struct NumberTests {
    @Test(
        arguments: [
            ("0", 0), ("7", 7), ("09", 9), ("65535", 65_535), ("65536", nil), ("99999999999999999999999", nil),
            ("", nil),
            (" 7", nil), ("7 ", nil), ("+7", nil), ("-7", nil), ("0x7", nil), ("1e3", nil), ("７", nil), ("٣", nil),
            ("7\u{301}", nil), ("1_000", nil), ("-", nil), ("7\0", nil),
        ] as [(String, Int?)]) func `a number is ASCII digits within its range`(_ text: String, _ expected: Int?)
    {
        #expect(number(text, in: 0...65_535) == expected)
        #expect(number(text[...], in: 0...65_535 as ClosedRange<UInt32>) == expected.map { UInt32($0) })
    }

    @Test func `a sign counts only where it is asked for, and only before digits`() {
        for (text, expected) in [("-7", -7), ("+7", 7), ("7", 7), ("-", nil), ("+", nil), ("--7", nil), ("-+7", nil)] {
            #expect(number(text, in: -10...10, isSigned: true) == expected, "\(text)")
        }
        #expect(number("-0", in: 0...10, isSigned: true) == 0)
    }

    @Test func `the ends of a type are numbers, and what is beyond is none`() {
        #expect(number("\(Int.max)", in: Int.min...Int.max) == .max)
        #expect(number("\(Int.min)", in: Int.min...Int.max, isSigned: true) == .min)
        #expect(number("9223372036854775808", in: Int.min...Int.max) == nil)
        #expect(number("-9223372036854775809", in: Int.min...Int.max, isSigned: true) == nil)
        #expect(number("255", in: 0...UInt8.max) == 255 && number("256", in: 0...UInt8.max) == nil)
        #expect(number("-1", in: 0...UInt8.max, isSigned: true) == nil)
    }

    @Test func `digits are those of the radix`() {
        #expect(number("0640", in: fileModes, radix: 8) == 0o640)
        #expect(number("0680", in: fileModes, radix: 8) == nil && number("10000", in: fileModes, radix: 8) == nil)
    }

    @Test(
        arguments: [
            ("103.10", 103.1), ("7", 7), ("-0.5", -0.5), (".5", 0.5), ("5.", 5), ("1e3", 1000), ("2.5E-2", 0.025),
            ("0.1", 0.1), ("99.995", 99.995), ("10000000000000000000000", 1e22), ("", nil),
            (".", nil), ("e3", nil), ("1e", nil), ("1e400", nil), ("nan", nil), ("inf", nil), ("0x1p3", nil),
            ("1,5", nil),
            ("1e99999999999999999999", nil), (" 1", nil), ("1 ", nil), (String(repeating: "9", count: 65), nil),
        ] as [(String, Double?)]) func `a decimal number is finite, and has digits`(_ text: String, _ expected: Double?)
    {
        #expect(decimal(text, in: -1e300...1e300, isSigned: true) == expected)
    }

    @Test func `any computed number becomes a whole one within its range`() {
        for (value, expected) in [
            (2.5, 3), (-1, 0), (.nan, 0), (.infinity, 9), (-.infinity, 0), (1e300, 9), (-1e300, 0), (9.4, 9),
        ] as [(Double, Int)] {
            #expect(whole(value, in: 0...9) == expected, "\(value)")
        }
    }

    @Test func `a port is a number from 1 to 65535, and nothing else`() {
        for text in ["0", "65536", "-1", "+1", "99999999999", "18446744073709551759", "143 ", ""] {
            #expect(Port(text) == nil, "\(text)")
        }
        #expect(Port("143") == 143 && Port("65535")?.number == 65_535 && "\(Port(nearest: 993))" == "993")
        #expect(Port(nearest: .max) == 65_535 && Port(nearest: .min) == 1 && Port(0 as Int) == nil)
    }

    @Test func `a port is a plain number in JSON`() throws {
        #expect(String(decoding: try JSONEncoder().encode([Port(nearest: 143)]), as: UTF8.self) == "[143]")
        #expect(try JSONDecoder().decode([Port].self, from: Data("[143]".utf8)) == [143])
        for text in ["[0]", "[65536]", "[-1]", "[99999999999]", "[1.5]", "[\"143\"]"] {
            #expect(throws: DecodingError.self, "\(text)") {
                try JSONDecoder().decode([Port].self, from: Data(text.utf8))
            }
        }
    }

    /// Before ports had a type, a host could call its port by any number.
    @Test func `a dialogue of an older record with a port that is none is read`() throws {
        let dialogue = Dialogue(vantage: .outside, service: .imap, address: "a", port: 143, reach: .refused)
        let text = String(decoding: try JSONEncoder().encode(dialogue), as: UTF8.self)
        for (number, port) in [("99999999999", 65_535), ("0", 1), ("143", 143)] as [(String, Port)] {
            let changed = text.replacing(":143", with: ":\(number)")
            #expect(try JSONDecoder().decode(Dialogue.self, from: Data(changed.utf8)).port == port)
        }
    }
}
