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
        "[,]", "99999999999999999999",
    ])
    func `what is no literal stays the text that it is`(text: String) {
        #expect(PythonLiteral.value(of: text) == .string(text))
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
