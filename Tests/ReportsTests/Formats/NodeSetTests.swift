import Fleet
import Testing

@testable import Reports

struct NodeSetTests {
    @Test(arguments: [
        (["mx01", "mx02", "mx03"], "mx[01-03]"), (["mx01", "mx03", "mx02", "mx07"], "mx[01-03,07]"),
        (["mx07.example.net"], "mx07.example.net"), (["mx1", "mx2", "mx10"], "mx[1-2,10]"),
        (["mx08", "mx09", "mx10"], "mx[08-10]"), (["mx8", "mx08", "mx9"], "mx[8-9], mx08"),
        (["mx99", "mx100"], "mx[99-100]"), (["mx099", "mx100", "mx99"], "mx[099-100], mx99"),
        (["a1.x", "b1.x", "a2.x"], "a[1-2].x, b1.x"), (["imap", "pop"], "imap, pop"), ([], ""),
        (["r1-mx2.dc3", "r1-mx4.dc3"], "r1-mx[2,4].dc3"), (["192.0.2.7", "192.0.2.8"], "192.0.2.[7-8]"),
        (["2001:db8::1", "2001:db8::2"], "2001:db8::1, 2001:db8::2"), (["mx1", "mx1"], "mx1"),
        (["mx[1-2]", "mx3", "mx4"], "mx[1-2], mx[3-4]"), (["mx,1", "mx,2"], "mx,1, mx,2"), ([""], ""),
        (["x12345678901234567890", "x12345678901234567891"], "x12345678901234567890, x12345678901234567891"),
        (["eu.mx1.example", "eu.mx2.example"], "eu.mx[1-2].example"), (["mx٣", "mx٤"], "mx٣, mx٤"),
    ])
    func `names that differ in one number are folded`(names: [String], folded: String) {
        #expect(NodeSet(names).text == folded)
    }

    @Test(arguments: 1...20) func `what is folded stands for the very names that were given`(seed: Int) {
        // Every name of the frame whose number the seed divides, with two and three digits.
        let numbers = (0...120).filter { $0 % seed < 2 }
        let names = numbers.flatMap { number -> [String] in
            let digits = String(number)
            let padded = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
            return ["mx\(digits).example", "mx\(padded).example"]
        }
        #expect(Set(NodeSet(names).patterns.flatMap(expanded)) == Set(names))
        #expect(NodeSet(names).patterns.flatMap(expanded).count == Set(names).count)
    }

    private func expanded(_ pattern: String) -> [String] {
        guard let open = pattern.firstIndex(of: "["), let close = pattern.firstIndex(of: "]") else { return [pattern] }
        return pattern[pattern.index(after: open)..<close].split(separator: ",").flatMap { range -> [String] in
            let ends = range.split(separator: "-").map(String.init)
            guard let first = number(ends[0], in: 0...Int.max), let last = number(ends[ends.count - 1], in: 0...Int.max)
            else {
                return ["not a range: \(range)"]
            }
            return (first...last).map { number in
                let digits = String(number)
                let padding = String(repeating: "0", count: max(0, ends[0].count - digits.count))
                return pattern[..<open] + padding + digits + pattern[pattern.index(after: close)...]
            }
        }
    }
}
