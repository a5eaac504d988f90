import Fleet
import Foundation
import Testing

@testable import Reports

/// Peers count differently in each of their formats.
struct TalliesTests {
    @Test func `the table and JSON show the same numbers`() throws {
        let style = ReportStyle(isVerbose: true)
        let report = Samples.report(Samples.night, style: style)
        let document = try JSONSerialization.jsonObject(with: Data(ReportFormat.json.render(report).utf8))
        let totals = try #require((document as? [String: Any])?["totals"] as? [String: Any])
        let items = try #require(totals["items"] as? [String: [String: Int]])
        let table = ReportFormat.table.render(report)

        for verdict in Verdict.allCases {
            let label = ("hosts \(verdict.label)" as Line).rendered(in: style)
            let row = try #require(table.split(separator: "\n").first { $0.hasPrefix(label) })
            let numbers = row.dropFirst(label.count).split(separator: " ").map { Int($0) ?? 0 }
            #expect(numbers == Item.allCases.map { items[$0.rawValue]?[verdict.rawValue] ?? 0 }, "\(label)")
        }
        let number = { (key: String) in totals[key] as? Int ?? -1 }
        #expect(
            table.hasSuffix(
                """
                \(number("hosts")) hosts: \(number("passing")) pass, \(number("failing")) fail, \
                \(number("undecided")) undecided; logins proven: \(number("loginsProven")) of \(number("hosts")) hosts

                """))
    }

    @Test func `each item counts every host once`() {
        let totals = Samples.night.totals
        #expect(totals.items.values.allSatisfy { $0.values.reduce(0, +) == totals.hosts })
        #expect(totals.passing + totals.failing + totals.undecided == totals.hosts)
    }
}
