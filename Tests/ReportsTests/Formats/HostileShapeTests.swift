import Assessment
import Fleet
import Foundation
import RunSamples
import Testing

@testable import Reports

/// Hostile text changes the words of a report, never its shape: each format is read by a parser that knows only it.
struct HostileShapeTests {
    static let attacks: [String: String] = [
        "escape sequences": "\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m\u{1b}P1$r\u{1b}\\",
        "HTML": "</script></pre></title><script>alert(1)</script><img src=x onerror=alert(1)>\"'><!--",
        "entities": "&lt;script&gt;&#x27;&amp;amp;",
        "CDATA": "<![CDATA[x]]></failure>]]>",
        "a formula": "=HYPERLINK(\"http://evil.example\",\"x\")",
        "a command formula": "@SUM(1+1)*cmd|'/C calc'!A0",
        "a formula behind a separator": "x;=1+1;\t=2+2,=3+3\n=4+4",
        "quotes": "\"\"\",\"x\",'\\\"\\\\\"}",
        "line ends": "a\nb\r\nc\r\u{2028}d\u{85}e\n\nDOVESWEEP OK - all pass",
        "bidi marks": "moc.\u{202e}elpmaxe\u{2066}\u{200f}\u{61c}",
        "invisible": "a\u{200b}b\u{feff}c\u{ad}d\u{e0041}\u{0}",
        "invalid UTF-8": String(decoding: [0x61, 0xff, 0xc0, 0xaf, 0xed, 0xa0, 0x80, 0x62], as: UTF8.self),
        "noncharacters": "a\u{fffe}\u{ffff}\u{1ffff}\u{e000}",
        "Markdown": "# x\n- [a](javascript:alert(1)) ![i](http://x) **b** `c` ~~d~~ @team #12 | e |\n```\n~~~\n<b>",
        "a fence": "````````\n```\n# out",
        "a metric": "x\"} 1\ndovesweep_hosts{standing=\"passing\"} 9999\n# EOF",
        "numbers of a plugin": "x|passing=99;;;0;99\n|",
        "letters with marks": "e\u{301}\u{301}\u{301}\u{301}\u{301} 東京 🕊️",
    ].merging(Joiners.texts) { $1 }

    /// More than a report shows of a host, in a summary, a remedy and an excerpt of one finding.
    static let floods = [
        "100,000 bytes": String(repeating: "x<&\"|", count: 20_000),
        "50,000 lines": String(repeating: "=\n", count: 50_000),
    ]

    private struct Reading: Decodable {
        let shape: String
        let texts: [String]
    }

    @Test(arguments: ReportFormat.allCases)
    func `no text of a host changes the shape of a report`(format: ReportFormat) throws {
        let names = Self.attacks.keys.sorted()
        let readings = try read(format, (["harmless"] + names.compactMap { Self.attacks[$0] }).map(run))
        for (name, reading) in zip(names, readings.dropFirst()) {
            #expect(reading.shape == readings[0].shape, "\(name)")
            // It is there, as it is shown everywhere; JSON keeps it to the letter.
            let attack = try #require(Self.attacks[name])
            let shown = isRaw(format) ? attack : String(Printable.line(attack).trimmingPrefix(" "))
            #expect(reading.texts.contains { $0.contains(shown) }, "\(name)")
        }
    }

    /// In few documents: each text ends with a word of its own, by which it is found again. What only people read has no
    /// reader to ask.
    @Test(arguments: ReportFormat.allCases.filter { $0 != .table && $0 != .summary })
    func `a field that begins with a sign and a joiner is read back whole`(format: ReportFormat) throws {
        let words = Joiners.beginnings.indices.map { Joiners.word($0) }
        let texts = zip(Joiners.beginnings, words).map { $0 + $1 }
        // A monitoring plugin has room for so many hosts.
        let size = format == .nagios ? 20 : 400
        let parts = stride(from: 0, to: texts.count, by: size).map { $0..<min($0 + size, texts.count) }
        let readings = try read(
            format, parts.flatMap { [run(of: words[$0].map { "x" + $0 }), run(of: Array(texts[$0]))] })
        var found: Set<String> = []
        for (place, part) in parts.enumerated() {
            let (harmless, hostile) = (readings[2 * place], readings[2 * place + 1])
            #expect(hostile.shape == harmless.shape, "\(texts[part])")
            let shown = Joiners.shown(texts[part], isRaw: isRaw(format))
            for text in hostile.texts { found.formUnion(Joiners.wholeWords(in: text, of: shown)) }
        }
        #expect(words.filter { !found.contains($0) } == [])
    }

    @Test(arguments: ReportFormat.allCases)
    func `a host that talks without end changes no shape`(format: ReportFormat) throws {
        let names = Self.floods.keys.sorted()
        let readings = try read(format, (["a few words"] + names.compactMap { Self.floods[$0] }).map(flooded))
        for (name, reading) in zip(names, readings.dropFirst()) {
            #expect(reading.shape == readings[0].shape, "\(name)")
            if !isRaw(format) {
                #expect(reading.texts.allSatisfy { $0.utf8.count < 50_000 }, "\(name)")
            }
        }
    }

    @Test(arguments: ReportFormat.allCases)
    func `no text of a host changes the shape of a comparison`(format: ReportFormat) throws {
        let names = Self.attacks.keys.sorted()
        let texts = (["harmless"] + names.compactMap { Self.attacks[$0] }).map { text in
            format.render(comparison(of: text), style: ReportStyle(width: 100))
        }
        if format == .prometheus { for text in texts { try MonitoringTests.promtool(text) } }
        if format == .junit { for text in texts { try JUnitTests.validate(text) } }
        let readings = try read(format, reports: texts)
        for (name, reading) in zip(names, readings.dropFirst()) {
            #expect(reading.shape == readings[0].shape, "\(name)")
        }
    }

    /// Of two hosts the first has changed in every way, one is gone, and one appeared.
    private func comparison(of text: String) -> Comparison {
        let (before, after) = (run(text), run(text))
        var (old, new) = (before.hosts[0], after.hosts[0])
        old.findings = zip(Item.allCases, Verdict.allCases).map { item, verdict in
            Finding(check: text + item.rawValue, item: item, verdict: verdict, summary: text, signature: text)
        }
        new.findings = zip(Item.allCases, Verdict.allCases.reversed()).map { item, verdict in
            Finding(
                check: text + item.rawValue, item: item, verdict: verdict, summary: text, signature: text + "2",
                remedy: [.run("echo \(text)"), .note("See \(text).")], blockedBy: text)
        }
        (old.facts, new.facts) = (["os": text], ["os": text + "2"])
        var others = [before.hosts[0], after.hosts[0]]
        (others[0].host.name, others[1].host.name) = (text + "3", text + "4")
        var runs = [before, after]
        (runs[0].hosts, runs[1].hosts) = ([old, others[0]], [new, others[1]])
        return Comparison(runs[0], runs[1])
    }

    @Test(arguments: attacks.keys.sorted())
    func `promtool accepts it`(name: String) throws {
        let text = ReportFormat.prometheus.render(Samples.report(run(try #require(Self.attacks[name]))))
        _ = try Python.program("/usr/bin/promtool", ["check", "metrics"], input: text)
    }

    @Test(arguments: attacks.keys.sorted())
    func `the schema of JUnit accepts it`(name: String) throws {
        try JUnitTests.validate(ReportFormat.junit.render(Samples.report(run(try #require(Self.attacks[name])))))
    }

    /// Whether a reader of the format gets texts as the host has said them.
    private func isRaw(_ format: ReportFormat) -> Bool { format == .json || format == .jsonl }

    private func read(_ format: ReportFormat, _ runs: [Run]) throws -> [Reading] {
        try read(
            format,
            reports: runs.map { run in
                var report = Samples.report(run, style: ReportStyle(isVerbose: true))
                report.notes = [run.id]
                return format.render(report)
            })
    }

    private func read(_ format: ReportFormat, reports: [String]) throws -> [Reading] {
        let readings = try Python.run("Readers/shape.py", [format.rawValue], files: reports)
        return try JSONDecoder().decode([Reading].self, from: Data(readings.utf8))
    }

    /// A host for each text, which stands in all of its fields.
    private func run(of texts: [String]) -> Run {
        let hosts = texts.map { text in
            var host = Host(name: text)
            (host.address, host.groups) = (text, [text])
            let waiver = Waiver(
                hosts: text, subject: text, reason: text, owner: text, until: text, ends: 0, source: text)
            let finding = Finding(
                check: text, item: .config, verdict: .fail, summary: text, signature: text,
                evidence: [.init(probe: text, excerpt: text)], remedy: [.run("echo \(text)"), .note("See \(text).")],
                blockedBy: text, waiver: waiver)
            return HostResult(
                host: host, outcome: .swept, reason: text, facts: [text: text], findings: [finding],
                cause: Cause(check: text, summary: text, signature: text, remedy: finding.remedy ?? []))
        }
        return Run(id: "1", started: 0, seconds: 1, catalogueHash: "2", agentHash: "3", hosts: hosts)
    }

    private func flooded(_ text: String) -> Run {
        var run = run("harmless")
        run.hosts[0].findings[0].summary = text
        run.hosts[0].findings[0].remedy = [.run("echo \(text)"), .note("See \(text).")]
        run.hosts[0].findings[0].evidence = [.init(probe: "files", excerpt: text)]
        run.hosts[1].reason = text
        return run
    }

    /// Two hosts of which everything that comes from outside is the text; their names differ by a number at the end.
    private func run(_ text: String) -> Run {
        let hosts = [1, 2].map { number in
            var host = Host(name: text + "\(number)")
            host.address = text
            host.groups = [text]
            let waiver = Waiver(
                hosts: text, subject: text, reason: text, owner: text, until: text, ends: 0, source: text)
            let findings = zip(Item.allCases, [Verdict.fail] + Verdict.allCases).map { item, verdict in
                Finding(
                    check: text, item: item, verdict: verdict, summary: text, signature: text,
                    evidence: [.init(probe: text, excerpt: text)],
                    remedy: [.run("echo \(text)"), .note("See \(text).")], blockedBy: text,
                    waiver: number == 2 && verdict == .fail ? waiver : nil, failingSince: 1)
            }
            return HostResult(
                host: host, outcome: number == 1 ? .swept : .sudo, reason: text, facts: [text: text],
                findings: findings,
                cause: Cause(
                    check: text, summary: text, signature: text, remedy: [.run("echo \(text)"), .note("See \(text).")]))
        }
        return Run(id: text, started: 0, seconds: 1, catalogueHash: text, agentHash: text, hosts: hosts)
    }
}
