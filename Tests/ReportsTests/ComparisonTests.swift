import Fleet
import Foundation
import RunSamples
import Testing

@testable import Assessment
@testable import Reports

@Suite struct `A comparison` {
    typealias Said = (verdict: Verdict, signature: String)

    @Test func `of a part of the inventory compares what was asked for, and says what was not`() {
        var after = run([("mx1", (.pass, ""))])
        after.isPartial = true
        let whole = run([("mx1", (.pass, "")), ("mx2", (.pass, ""))])
        let later = Comparison(whole, after)
        #expect(later.status == 0 && later.gone.isEmpty && later.askedBeforeAlone.map(\.host.name) == ["mx2"])
        #expect(later.summary.hasPrefix("of the hosts of both runs, 1 → 1 of 1 host passes"))
        #expect(table(later).contains("not compared  1 host, not in the later run, which swept only a part"))
        let earlier = Comparison(after, whole)
        #expect(earlier.status == 0 && earlier.appeared.isEmpty && earlier.askedAfterAlone.map(\.host.name) == ["mx2"])
        for format in ReportFormat.allCases where ![.csv, .csvLong, .prometheus, .nagios, .junit].contains(format) {
            #expect(format.render(later).contains("mx2"), "\(format)")
        }
    }

    @Test func `tells what fails apart from what warns`() {
        let both = run([("mx1", (.warn, "x")), ("mx2", (.fail, "x"))])
        let text = table(Comparison(both, both))
        #expect(
            text.contains("! still warning  1 check on 1 host") && text.contains("✗ still failing  1 check on 1 host"))
    }

    @Test(arguments: [ReportFormat.table, .html, .markdown])
    func `shows the warning that a fixed failure leaves`(format: ReportFormat) {
        let before = run([("mx1", (.fail, "x")), ("mx2", (.fail, "x"))])
        var after = run([("mx1", (.warn, "y")), ("mx2", (.pass, ""))])
        after.hosts[0].findings[0].summary = "expires soon"
        let text = format.render(Comparison(before, after))
        #expect(text.contains("; now: expires soon"), "\(text)")
        #expect(text.split(separator: "; now: ").count == 2)
    }

    @Test func `says in words what 2.4 calls otherwise`() {
        var (before, after) = (run([("mx1", (.pass, ""))]), run([("mx1", (.pass, ""))]))
        before.hosts[0].facts = ["renamedIn24": "mail_location"]
        after.hosts[0].facts = ["dovecot": "2.4.1"]
        before.hosts[0].facts["dovecot"] = "2.3.19"
        #expect(table(Comparison(before, after)).contains("  settings that 2.4 renames: mail_location → none  mx1\n"))
    }

    @Test func `compares what both catalogues asked, and says what it cannot`() {
        var after = run([("mx1", (.fail, "x"))])
        after.catalogueHash = "another"
        after.hosts[0].findings.append(Finding(check: "own.check", item: .logs, verdict: .fail, summary: "new"))
        let comparison = Comparison(run([("mx1", (.pass, ""))]), after)
        #expect(comparison.changes.map(\.after.check) == ["tls.expiry"])
        #expect(comparison.notComparable == [.init(check: "own.check", wasAsked: false, hosts: ["mx1"])])
        #expect(table(comparison).contains("The catalogues differ"))
        #expect(table(comparison).contains("checked only in the later run: own.check (mx1)"))
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
        #expect(table(comparison).contains("  Dovecot: 2.3.19.1 → 2.4.1  mx1, mx2\n"))
    }

    @Test func `fails in CI by what got worse, and by that alone`() {
        let worse = ReportFormat.junit.render(Comparison(run([("mx1", (.pass, ""))]), run([("mx1", (.fail, "x"))])))
        #expect(worse.contains("<testcase classname=\"mx1\" name=\"tls.expiry\">\n    <failure type=\"fail\""))
        #expect(
            worse.contains(
                "<failure type=\"compare\" message=\"1 → 0 of 1 host passes, logins proven 0 → 0; something got "
                    + "worse: 1 check newly fails on 1 host\">"
            ))
        let same = ReportFormat.junit.render(Comparison(run([("mx1", (.fail, "x"))]), run([("mx1", (.fail, "x"))])))
        #expect(same.contains("<skipped message=\"still failing, fail before: said\"/>") && !same.contains("<failure"))
        let gone = ReportFormat.junit.render(Comparison(run([("mx1", (.pass, ""))]), run([])))
        #expect(gone.contains("<failure type=\"gone\" message=\"it is not in the later run (new name: --map OLD=NEW)"))
    }

    @Test(arguments: [(Verdict.fail, 2, "CRITICAL"), (.warn, 1, "WARNING"), (.pass, 0, "OK")])
    func `has a monitoring system's statuses where that is asked`(verdict: Verdict, status: Int, word: String) {
        var comparison = Comparison(run([("mx1", (.pass, ""))]), run([("mx1", (verdict, "x"))]))
        #expect(comparison.status == (verdict == .fail ? 1 : 0))
        comparison.exitCodes = .nagios
        #expect(comparison.status == status)
        #expect(ReportFormat.nagios.render(comparison).hasPrefix("DOVESWEEP \(word) - "))
    }

    @Test func `in a summary folds hosts, most of them first`() throws {
        let before = run((1...4).map { ("mx\($0)", (.pass, "")) })
        let after = run((1...4).map { ("mx\($0)", (.fail, $0 == 2 ? "other" : "same")) })
        let text = ReportFormat.summary.render(Comparison(before, after))
        #expect(
            text.contains(
                """
                ✗ newly failing
                  3 hosts  tls.expiry pass → FAIL
                           mx[1,3-4]
                  1 host   tls.expiry pass → FAIL
                           mx2

                """), "\(text)")
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

    @Test func `is a page that loads and runs nothing`() {
        let attack = "<script>alert(1)</script>"
        var after = run([(attack, (.fail, ""))])
        after.hosts[0].findings[0].summary = attack
        let page = ReportFormat.html.render(Comparison(run([(attack, (.pass, ""))]), after), style: ReportStyle())
        #expect(!page.contains("<script") && page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(page.contains("default-src 'none'") && !page.contains("http://") && !page.contains("https://"))
    }

    @Test func `shows hostile text as text`() {
        let attack = "\u{1b}[2J\u{202e}"
        var after = run([(attack, (.fail, attack))])
        after.hosts[0].findings[0].summary = attack
        after.hosts[0].facts = ["os": attack]
        let comparison = Comparison(run([(attack, (.pass, ""))]), after)
        for format in ReportFormat.allCases {
            let text = format.render(comparison, style: ReportStyle(width: 80))
            #expect(!text.unicodeScalars.contains("\u{1b}") && !text.unicodeScalars.contains("\u{202e}"), "\(format)")
        }
    }

    func table(_ comparison: Comparison) -> String {
        ReportFormat.table.render(comparison, style: ReportStyle(width: 80))
    }

    func run(_ hosts: [(name: String, said: Said)]) -> Run { Samples.run(hosts) }
}
