import Foundation
import TextFiles
import Testing

@testable import Inventory

/// What JSON, and so `ansible-says.json`, cannot tell apart, and what no inventory should hold.
struct TypingTests {
    @Test func `a number with a point is no integer`() {
        #expect(PythonLiteral.value(of: "1.0") == .number(1))
        #expect(PythonLiteral.value(of: "1") == .integer(1))
        #expect(YAMLScalar.value(of: "1.0") == .number(1))
        #expect(YAMLScalar.value(of: "1") == .integer(1))
    }

    @Test(arguments: [
        "", "(", "[", "{", "{1", "{1:", "'", "'''", "1 2", "--1", "-", "0x", "1__0", "e5", "{[]: 1}", "{1: 2, 3}",
        "[,]", String(repeating: "9", count: 4301),
    ])
    func `what is no literal stays the text that it is`(text: String) {
        #expect(PythonLiteral.value(of: text) == .string(text))
    }

    @Test(arguments: [
        ("9223372036854775807", Value.integer(.max)), ("-9223372036854775808", .integer(.min)),
        ("9223372036854775808", .bigInteger("9223372036854775808")),
        ("-0x1_0000_0000_0000_0000", .bigInteger("-18446744073709551616")),
        ("1000000000000000000000000000", .bigInteger("1000000000000000000000000000")),
    ]) func `whole numbers have no largest one`(text: String, value: Value) throws {
        #expect(PythonLiteral.value(of: text) == value)
        #expect(YAMLScalar.value(of: text) == value)
        let printed = try JSONEncoder().encode([value, .list([value])])
        let digits = try #require(value.text)
        #expect(String(decoding: printed, as: UTF8.self) == "[\(digits),[\(digits)]]")
    }

    @Test func `a number with more digits than our encoder of JSON has is text`() throws {
        let digits = String(repeating: "7", count: 39)
        let printed = try JSONEncoder().encode([PythonLiteral.value(of: digits)])
        #expect(String(decoding: printed, as: UTF8.self) == "[\"\(digits)\"]")
    }

    @Test(arguments: [
        "2026-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "0000-01-01", "2026-01-02T24:00:00",
        "2026-01-02 03:60:00", "2026-01-02 03:04:60", "2026-01-02 03:04:05 +24", "2026-01-02 03:04:05Zx",
        "2026-01-02 03:04:05 ", "2026-1-02", "2026-01-02T", "+2026-01-02", "2026-01-02 03:04:05+2:3",
    ]) func `a day or a time that there is not stays text`(text: String) {
        #expect(YAMLScalar.value(of: text) == .string(text))
    }

    @Test func `in text a time stands with a blank, as Python writes it`() {
        #expect(YAMLScalar.value(of: "2026-01-02t3:04:05Z").text == "2026-01-02 03:04:05+00:00")
        #expect(YAMLScalar.value(of: "2026-01-02").text == "2026-01-02")
    }

    @Test func `nesting without end stays text`() {
        let text = String(repeating: "[", count: 100_000)
        #expect(PythonLiteral.value(of: text) == .string(text))
    }

    @Test(arguments: [
        ("mx1", "mx1", nil), ("mx1:22", "mx1", 22), ("[2001:db8::1]:22", "2001:db8::1", 22), ("::1", "::1", nil),
        ("192.0.2.1:22", "192.0.2.1", 22), ("mx[1:3]:22", "mx[1:3]", 22), ("::ffff:192.0.2.1", "::ffff:192.0.2.1", nil),
    ])
    func `an address gives up its port`(text: String, host: String, port: Int?) throws {
        let address = try #require(HostAddress(text))
        #expect((address.host, address.port) == (host, port))
    }

    @Test(arguments: ["", "a b", "-a", "a-", "a_", "a..b", "mail:!eu", "1:2:3", "1::2::3", ":22", "a[1:2", "*"])
    func `what is no address is none`(text: String) {
        #expect(HostAddress(text) == nil)
    }

    @Test(arguments: [
        ("*", "", true), ("a*c*e", "abcde", true), ("a*c", "abcd", false), ("[!a-c]x", "dx", true),
        ("[!a-c]x", "bx", false), ("[]a]", "]", true), ("[a", "[a", true), ("m?1", "mx1", true), ("a", "A", false),
        ("*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
    ])
    func `a glob matches as a shell's does`(pattern: String, text: String, isMatch: Bool) {
        #expect(Glob(pattern).matches(text) == isMatch)
    }
}
