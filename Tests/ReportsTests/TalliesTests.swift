import Assessment
import Fleet
import Foundation
import RunSamples
import Testing

@testable import Reports

/// Peers count differently in each of their formats.
struct TalliesTests {
    @Test(arguments: ReportFormat.allCases, ["night", "morning", "cut short", "waived"])
    func `every format shows the same numbers`(format: ReportFormat, sample: String) throws {
        let run = try #require(Samples.all[sample])
        let totals = run.totals
        let text = format.render(Samples.report(run, style: ReportStyle(width: 120, isVerbose: true)))
        let shown = try JSONDecoder().decode(
            CellState.self, from: Data(Python.run("Readers/tallies.py", [format.rawValue], files: [text]).utf8))

        #expect(shown.hosts == totals.hosts)
        #expect((shown.passing ?? 0) == totals.passing)
        #expect((shown.failing ?? 0) == totals.failing)
        #expect((shown.undecided ?? 0) == totals.undecided)
        // A line a check has no place for it.
        if format != .csvLong { #expect(shown.loginsProven == totals.loginsProven) }
        if let swept = shown.swept { #expect(swept == totals.swept) }
        #expect((shown.waived ?? 0) == totals.waived)
        for (item, verdicts) in shown.items ?? [:] {
            let counts = try #require(Item(rawValue: item).flatMap { totals.items[$0] })
            for (verdict, count) in verdicts { #expect(count == counts[try #require(Verdict(rawValue: verdict))] ?? 0) }
        }
    }

    @Test(arguments: [ReportFormat.table, .json, .jsonl, .csv, .html, .junit, .prometheus, .summary, .markdown])
    func `numbers of items are shown, not only of hosts`(format: ReportFormat) throws {
        let text = format.render(Samples.report(Samples.night, style: ReportStyle(width: 120)))
        let shown = try JSONDecoder().decode(
            CellState.self, from: Data(Python.run("Readers/tallies.py", [format.rawValue], files: [text]).utf8))
        #expect(shown.items?.count == Item.allCases.count)
        #expect(shown.items?["tls"]?["fail"] == 2)
    }

    @Test(arguments: [ReportFormat.table, .json, .jsonl, .csv, .html, .junit, .prometheus, .summary, .markdown])
    func `a column of the operator's own is counted like the others`(format: ReportFormat) throws {
        let column = try #require(Item(rawValue: "backup"))
        var run = Samples.morning
        run.items.append(column)
        for place in run.hosts.indices {
            run.hosts[place].findings.append(
                Finding(
                    check: "backup.age", item: column, verdict: place == 0 ? .fail : .warn, summary: "old",
                    signature: "number", remedy: Remedy(trustedScript: "systemctl start mail-backup")))
        }
        let text = format.render(Samples.report(run, style: ReportStyle(width: 140)))
        let shown = try JSONDecoder().decode(
            CellState.self, from: Data(Python.run("Readers/tallies.py", [format.rawValue], files: [text]).utf8))
        #expect(shown.items?["backup"]?["fail"] == 1 && shown.items?["backup"]?["warn"] == 8)
    }

    @Test func `some of the sample fails as waived, and some does not`() {
        let totals = Samples.waived.totals
        #expect(totals.waived == 2 && totals.failing > 2 && totals.waivedItems == [.tls: 2, .permissions: 1])
    }

    @Test func `each item counts every host once`() {
        let totals = Samples.night.totals
        #expect(totals.items.values.allSatisfy { $0.values.reduce(0, +) == totals.hosts })
        #expect(totals.passing + totals.failing + totals.undecided == totals.hosts)
    }

    private struct CellState: Decodable {
        let hosts: Int
        let swept: Int?
        let waived: Int?
        let passing: Int?
        let failing: Int?
        let undecided: Int?
        let loginsProven: Int?
        let items: [String: [String: Int]]?
    }
}
