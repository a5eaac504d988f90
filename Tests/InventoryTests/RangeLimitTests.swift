import TextFiles
import Testing

@testable import Inventory

@Suite struct RangeLimitTests {
    private func count(_ range: String) -> Int? { try? HostRange.expand(range).count }

    @Test(arguments: [
        ("h[0:10]", ["h0", "h10"]), ("h[00:10]", ["h00", "h10"]), ("h[1:3]", ["h1", "h3"]), ("h[a:c]", ["ha", "hc"]),
        ("h[1:6:2]", ["h1", "h5"]), ("h[:2]", ["h0", "h2"]), ("h[3:3]", ["h3", "h3"]),
    ])
    func `a range has both its ends, and is padded where its begin is`(range: String, ends: [String]) throws {
        let names = try HostRange.expand(range)
        #expect([names.first, names.last] == ends)
    }

    @Test(
        arguments: [
            ("[1:1000000]", 1_000_000), ("[0:1000000]", nil), ("[0:1999999:2]", 1_000_000),
            ("[1:1000][1:1000]", 1_000_000),
            ("[1:1001][1:1000]", nil), ("[1:3:0]", nil), ("[3:1]", nil), ("[01:100]", nil),
        ] as [(String, Int?)])
    func `ranges make a million hosts at most`(range: String, expected: Int?) {
        #expect(count(range) == expected)
    }

    /// As Python's fnmatch, which knows `!` alone.
    @Test(arguments: [
        ("[!a]", "b", true), ("[!a]", "a", false), ("[^a]", "b", false), ("[^a]", "a", true), ("[^a]", "^", true),
        ("[a-c]", "b", true), ("[a-c]", "-", false), ("[a-]", "-", true), ("mx?", "mx1", true), ("mx?", "mx", false),
    ])
    func `brackets of a pattern are a set of letters`(pattern: String, text: String, matches: Bool) {
        #expect(Glob(pattern).matches(text) == matches)
    }
}
