import Fleet
import Foundation
import Testing

@testable import Reports

@Suite struct `A comparison` {
    typealias Said = (verdict: Verdict, signature: String)

    @Test(
        arguments: [
            ((.pass, ""), (.fail, "x"), .new, true), ((.unknown, ""), (.fail, "x"), .new, true),
            ((.fail, "x"), (.fail, "x"), .stillFailing, false), ((.fail, "x"), (.fail, "y"), .new, true),
            ((.fail, "x"), (.pass, ""), .fixed, false), ((.fail, "x"), (.warn, "x"), .fixed, false),
            ((.fail, "x"), (.unknown, ""), .newlyUnknown, true), ((.pass, ""), (.unknown, ""), .newlyUnknown, true),
            ((.pass, ""), (.blocked, ""), .newlyUnknown, true), ((.pass, ""), (.warn, "x"), .new, false),
            ((.warn, "x"), (.warn, "x"), .stillFailing, false), ((.warn, "x"), (.fail, "x"), .new, true),
            ((.pass, ""), (.pass, ""), nil, false), ((.unknown, ""), (.unknown, ""), nil, false),
            ((.unknown, ""), (.pass, ""), nil, false), ((.skipped, ""), (.pass, ""), nil, false),
            ((.pass, ""), (.skipped, ""), nil, false),
        ] as [(Said, Said, Comparison.Kind?, Bool)])
    func `tells what became of a check`(before: Said, after: Said, kind: Comparison.Kind?, isWorse: Bool) {
        let comparison = Comparison(run([("mx1", before)]), run([("mx1", after)]))
        #expect(comparison.changes.map(\.kind) == [kind].compactMap(\.self))
        #expect(comparison.status == (isWorse ? 1 : 0))
    }

    @Test func `takes no notice of wording`() {
        var after = run([("mx1", (.fail, "x"))])
        after.hosts[0].findings[0].summary = "said otherwise"
        #expect(Comparison(run([("mx1", (.fail, "x"))]), after).changes.map(\.kind) == [.stillFailing])
    }

    @Test func `tells hosts that are gone, that appeared, and that moved`() {
        let before = run([("old", (.fail, "x")), ("gone", (.pass, ""))])
        let after = run([("new", (.fail, "x")), ("appeared", (.pass, ""))])
        let unmapped = Comparison(before, after)
        #expect(unmapped.changes.isEmpty && unmapped.gone.count == 2 && unmapped.appeared.count == 2)
        let mapped = Comparison(before, after, formerNames: ["new": "old"])
        #expect(mapped.changes.map(\.kind) == [.stillFailing] && mapped.changes[0].formerHost == "old")
        #expect(mapped.gone.map(\.host.name) == ["gone"] && mapped.appeared.map(\.host.name) == ["appeared"])
        #expect(mapped.status == 1)
        #expect(Comparison(run([("mx1", (.pass, ""))]), run([("mx1", (.pass, "")), ("mx2", (.pass, ""))])).status == 0)
    }

    @Test func `compares what both catalogues asked, and says what it cannot`() {
        var after = run([("mx1", (.fail, "x"))])
        after.catalogueHash = "another"
        after.hosts[0].findings.append(Finding(check: "own.check", item: .logs, verdict: .fail, summary: "new"))
        let comparison = Comparison(run([("mx1", (.pass, ""))]), after)
        #expect(comparison.changes.map(\.after.check) == ["tls.expiry"])
        #expect(comparison.notComparable == [.init(check: "own.check", wasAsked: false, hosts: 1)])
        #expect(table(comparison).contains("The catalogues differ"))
        #expect(table(comparison).contains("not comparable, asked after alone: own.check (1 host)"))
    }

    @Test func `lists facts that changed, hosts of the same change together`() {
        var (before, after) = (
            run([("mx1", (.pass, "")), ("mx2", (.pass, ""))]), run([("mx1", (.pass, "")), ("mx2", (.pass, ""))])
        )
        for place in 0...1 {
            before.hosts[place].facts = ["dovecot": "2.3.19.1", "os": "Debian"]
            after.hosts[place].facts = ["dovecot": "2.4.1", "os": "Debian"]
        }
        let comparison = Comparison(before, after)
        #expect(comparison.facts.map(\.host) == ["mx1", "mx2"])
        #expect(comparison.status == 0)
        #expect(table(comparison).contains("  dovecot: 2.3.19.1 → 2.4.1  mx1, mx2\n"))
    }

    @Test func `of a bad night and the morning after looks as it was approved`() throws {
        let comparison = Comparison(Samples.night, Samples.morning)
        try expect(table(comparison), matches: "comparison-80.txt")
        try expect(table(Comparison(Samples.morning, Samples.night)), matches: "comparison-back-80.txt")
        for format in [ComparisonFormat.json, .markdown, .csv] {
            try expect(format.render(comparison, style: ReportStyle()), matches: "comparison.\(format.rawValue)")
        }
    }

    @Test func `is the same in JSON as in the table`() throws {
        let comparison = Comparison(Samples.morning, Samples.night)
        let parsed = try JSONSerialization.jsonObject(with: Data(ComparisonDocument(comparison).text.utf8))
        let document = try #require(parsed as? [String: Any])
        let exit = try #require(document["exit"] as? [String: Any])
        #expect(exit["status"] as? Int == comparison.status)
        #expect(table(comparison).replacing("\n  ", with: " ").contains(try #require(exit["reason"] as? String)))
        let totals = try #require(document["totals"] as? [String: Int])
        #expect(totals["gone"] == comparison.gone.count && totals["new"] == comparison.changes(.new).count)
    }

    @Test func `of two catalogues takes a fact that one alone has for no change`() {
        var (before, after) = (run([("mx1", (.pass, ""))]), run([("mx1", (.pass, ""))]))
        after.hosts[0].facts = ["ports": "imaps 993"]
        #expect(Comparison(before, after).facts.count == 1)
        before.catalogueHash = "another"
        #expect(Comparison(before, after).facts.isEmpty)
    }

    @Test func `is a page that loads and runs nothing`() {
        let attack = "<script>alert(1)</script>"
        var after = run([(attack, (.fail, ""))])
        after.hosts[0].findings[0].summary = attack
        let page = ComparisonFormat.html.render(Comparison(run([(attack, (.pass, ""))]), after), style: ReportStyle())
        #expect(!page.contains("<script") && page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(page.contains("default-src 'none'") && !page.contains("http://") && !page.contains("https://"))
    }

    @Test func `shows hostile text as text`() {
        let attack = "\u{1b}[2J\u{202e}"
        var after = run([(attack, (.fail, attack))])
        after.hosts[0].findings[0].summary = attack
        after.hosts[0].facts = ["os": attack]
        let comparison = Comparison(run([(attack, (.pass, ""))]), after)
        for format in ComparisonFormat.allCases {
            let text = format.render(comparison, style: ReportStyle(width: 80))
            #expect(!text.unicodeScalars.contains("\u{1b}") && !text.unicodeScalars.contains("\u{202e}"), "\(format)")
        }
    }

    private func table(_ comparison: Comparison) -> String {
        ComparisonFormat.table.render(comparison, style: ReportStyle(width: 80))
    }

    private func run(_ hosts: [(name: String, said: Said)]) -> Run {
        let results = hosts.map { name, said in
            HostResult(
                host: Host(name: name), outcome: .swept,
                findings: [
                    Finding(
                        check: "tls.expiry", item: .tls, verdict: said.verdict, summary: "said",
                        signature: said.signature)
                ])
        }
        return Run(id: "1", started: 0, seconds: 1, catalogueHash: "c", agentHash: "a", hosts: results)
    }
}
