import Fleet
import Foundation
import Testing

@testable import Reports

/// Explanations of log lines, for people and for programs.
@Suite struct `An explanation of a line` {
    private static func explanation(
        _ line: String, condition: (String, String)? = nil, remedy: Remedy = [], isConsequence: Bool = false
    ) -> LineExplanation {
        LineExplanation(
            line: line, meaning: "It means this.", condition: condition, remedy: remedy, isKnown: true,
            isConsequence: isConsequence)
    }

    @Test func `has a paragraph for each line, with an empty line between`() {
        var output = TextExplanations(longestLine: 100)
        let first = output.text(
            of: Self.explanation(
                "Error: a", condition: ("room", "there is room"), remedy: [.run("df -P"), .note("Look.")]))
        #expect(
            first == """
                Error: a
                  means   It means this.
                  breaks  room: there is room
                  to do   df -P
                          # Look.

                """)
        let second = output.text(of: Self.explanation("Error: b", isConsequence: true))
        #expect(
            second == """

                Error: b
                  means   It means this.
                          An earlier line says why.

                """)
        #expect(output.end().isEmpty)
    }

    @Test func `cannot act on a terminal, and has an end`() {
        var output = TextExplanations(longestLine: 8)
        let text = output.text(of: Self.explanation("\u{1b}[2J\u{85}" + String(repeating: "x", count: 10_000)))
        #expect(!text.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
        #expect(text.utf8.count < 1000)
    }

    @Test(arguments: [[], ["a"], ["a", "b"]]) func `is an element of an array`(lines: [String]) throws {
        var output = JSONExplanations()
        let text = lines.map { output.text(of: Self.explanation($0)) }.joined() + output.end()
        let array = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        #expect(array.map { $0["line"] as? String } == lines)
        #expect(array.allSatisfy { $0["condition"] is NSNull && $0["known"] as? Bool == true })
        #expect(text.hasSuffix("]\n"))
    }
}
