import Assessment
import Fleet
import Foundation
import RunSamples
import Testing

@testable import Reports

extension `A comparison` {
    @Test func `of a bad night and the morning after looks as it was approved`() throws {
        let comparison = Comparison(Samples.night, Samples.morning)
        try expect(table(comparison), matches: "comparison-80.txt")
        try expect(table(Comparison(Samples.morning, Samples.night)), matches: "comparison-back-80.txt")
        for format in [ReportFormat.json, .markdown, .csv] {
            try expect(format.render(comparison, style: ReportStyle()), matches: "comparison.\(format.rawValue)")
        }
    }

    @Test(arguments: [
        (Samples.night, Samples.morning), (Samples.morning, Samples.night), (Samples.night, Samples.night),
    ])
    func `is valid for whom it is meant`(before: Run, after: Run) throws {
        let comparison = Comparison(before, after)
        #expect(
            try Validator(schema: ComparisonSchema.bytes).objections(to: ReportFormat.json.render(comparison)) == "")
        try JUnitTests.validate(ReportFormat.junit.render(comparison))
        try MonitoringTests.promtool(ReportFormat.prometheus.render(comparison))
    }

    @Test(arguments: [(#""kind": "still-failing""#, #""kind": "again""#), (#""totals""#, #""sums""#)])
    func `that breaks its schema is not valid`(right: String, wrong: String) throws {
        let document = ReportFormat.json.render(Comparison(Samples.night, Samples.night))
        #expect(document.contains(right))
        let validator = Validator(schema: ComparisonSchema.bytes)
        #expect(try validator.objections(to: document.replacing(right, with: wrong)) != "")
    }

    @Test(arguments: ReportFormat.allCases, [true, false])
    func `has the same numbers in every format`(format: ReportFormat, isForth: Bool) throws {
        let hosts: [(Said, Said)] = [
            ((.pass, ""), (.fail, "x")), ((.pass, ""), (.fail, "x")), ((.pass, ""), (.warn, "x")),
            ((.fail, "x"), (.fail, "x")), ((.fail, "x"), (.pass, "")), ((.pass, ""), (.unknown, "")),
            ((.pass, ""), (.unknown, "")), ((.warn, "x"), (.unknown, "")), ((.pass, ""), (.pass, "")),
        ]
        let before = run(hosts.enumerated().map { ("mx\($0)", $1.0) } + [("left", (.pass, ""))])
        let after = run(
            hosts.enumerated().map { ("mx\($0)", $1.1) } + [("a", (.pass, "")), ("b", (.fail, "x"))])
        let comparison = isForth ? Comparison(before, after) : Comparison(after, before)
        let text = format.render(comparison, style: ReportStyle())
        let numbers = [
            ("new", comparison.changes(.new).count), ("fixed", comparison.changes(Comparison.Kind.fixed).count),
            ("newly-unknown", comparison.changes(Comparison.Kind.newlyUnknown).count), ("gone", comparison.gone.count),
            ("appeared", comparison.appeared.count),
            ("still-failing", comparison.changes(Comparison.Kind.stillFailing).count),
        ]
        #expect(numbers.prefix(2).allSatisfy { $0.1 > 0 })
        for (word, number) in numbers {
            if let shown = try count(word, format, text) { #expect(shown == number, "\(word)") }
        }
        // Every format says the answer in the same sentence, where it says it in one.
        let isSaid = text.contains(comparison.summary)
        #expect(isSaid || [.csv, .csvLong, .prometheus].contains(format), "\(text.prefix(300))")
    }

    /// How many changes of a kind a format shows; nil where it has them in the answer alone.
    private func count(_ word: String, _ format: ReportFormat, _ text: String) throws -> Int? {
        let matches = { (pattern: String) in text.matches(of: try Regex("(?m)" + pattern)).count }
        switch format {
        case .json, .jsonl:
            let last = format == .json ? text[...] : text.split(separator: "\n").last ?? ""
            let document = try JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: Any]
            let total = (document?["totals"] as? [String: Int])?[word]
            let isListed = !["gone", "appeared"].contains(word)
            if isListed { #expect(try matches("\"kind\": \"\(word)\"") == total) }
            return total
        case .csv, .csvLong: return try matches("^\(word),")
        case .prometheus:
            let pattern = try Regex("_(?:checks|hosts)\\{(?:kind|change)=\"\(word)\"\\} ([0-9]+)")
            return text.firstMatch(of: pattern).flatMap { number($0.output[1].substring ?? "", in: 0...Int.max) }
        case .nagios:
            let name = word.replacing("-", with: "_")
            let pattern = try Regex("[ |]\(name)=([0-9]+);")
            return text.firstMatch(of: pattern).flatMap { number($0.output[1].substring ?? "", in: 0...Int.max) }
        case .junit:
            let (words, isHost) = (word.replacing("-", with: " "), ["gone", "appeared"].contains(word))
            return try matches(isHost ? "name=\"\(word)\"" : "(?:>|^)\(words), [a-z]+ before(?:<|$)")
        // For people, in the sentence of the answer.
        case .table, .summary, .markdown, .html: return nil
        }
    }
}
