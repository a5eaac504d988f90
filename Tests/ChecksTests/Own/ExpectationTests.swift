import Fleet
import Testing
import YAMLFiles

@testable import Checks

@Suite struct ExpectationTests {
    /// What is expected, what the command said and exited with, and the verdict.
    static let cases: [(expect: String, output: String, status: Int, verdict: Verdict)] = [
        ("{text: in sync}", "all in sync\n", 0, .pass), ("{text: in sync}", "behind\n", 0, .fail),
        ("{not-text: error}", "fine\n", 0, .pass), ("{not-text: error}", "error: no\n", 0, .fail),
        ("{pattern: '^ok$'}", "one\nok\n", 0, .pass), ("{pattern: '^ok$'}", "okay\n", 0, .fail),
        ("{not-pattern: 'E[0-9]+'}", "E12\n", 0, .fail), ("{silence: true}", "\n", 0, .pass),
        ("{silence: true}", "x\n", 0, .fail),
        ("{status: [0, 3]}", "", 3, .pass), ("{status: 0}", "", 1, .fail),
        // Where the status is not asked for, a command that failed has answered nothing.
        ("{text: x}", "x\n", 1, .unknown), ("{not-text: error}", "", 127, .unknown),
        ("{number: {at-most: 30}}", "30\n", 0, .pass), ("{number: {below: 30}}", "30\n", 0, .fail),
        ("{number: {at-most: 30}}", "thirty\n", 0, .unknown),
        ("{number: {pattern: 'lag ([0-9.]+)', at-most: 2}}", "lag 1.5 s\n", 0, .pass),
        ("{number: {pattern: 'lag ([0-9.]+)', at-most: 2}}", "lag 2.5 s\n", 0, .fail),
        ("{number: {pattern: 'lag ([0-9.]+)', at-most: 2}}", "no such line\n", 0, .unknown),
        ("{json: {path: '$.queue[1].name', is: b}}", #"{"queue": [{"name": "a"}, {"name": "b"}]}"#, 0, .pass),
        ("{json: {path: $.up, is: true}}", #"{"up": false}"#, 0, .fail),
        ("{json: {path: $.up, is: true}}", #"{}"#, 0, .fail), ("{json: {path: $.up, is: true}}", "up", 0, .unknown),
        ("{json: {path: $.lag, below: 3}}", #"{"lag": 2.5}"#, 0, .pass),
        ("{json: {path: $.lag, below: 3}}", #"{"lag": "2"}"#, 0, .fail),
        ("{json: {path: $.error, exists: false}}", #"{"ok": 1}"#, 0, .pass),
        (#"{json: {path: "$['a b']", pattern: '^v2'}}"#, #"{"a b": "v2.1"}"#, 0, .pass),
        ("[{text: a}, {text: b}]", "a\n", 0, .fail), ("[{text: a}, {text: b}]", "a b\n", 0, .pass),
    ]

    private func host(_ evidence: Evidence) -> HostRecord {
        HostRecord(
            host: Host(name: "mx"), began: 0, evidence: [evidence], ending: .init(outcome: .swept, seconds: 1))
    }

    private func finding(_ expect: String, _ evidence: Evidence, severity: String = "fail") throws -> Finding {
        let text = OwnCatalogueTests.sound.replacing("{number: {at-least: 1}}", with: expect)
            .replacing("    groups: mail\n", with: "    severity: \(severity)\n")
        let checks = try OwnCatalogue.checks(in: Array(text.utf8), file: "ours.yaml")
        let result = Catalogue(checks: checks).judge(
            host(evidence), parameters: Parameters(), certificates: OpenSSLReader())
        return try #require(result.findings.first)
    }

    @Test(arguments: cases) func `what a command says is held against what is expected`(
        expect: String, output: String, status: Int, verdict: Verdict
    ) throws {
        let found = try finding(expect, Evidence("backup.age", ending: .exited(status), output: Array(output.utf8)))
        #expect(found.verdict == verdict, "\(found.summary)")
        #expect((found.verdict == .fail) == (found.remedy?.script == "systemctl start mail-backup"))
    }

    @Test func `a check that only warns warns, in its own column`() throws {
        let found = try finding(
            "{text: x}", Evidence("backup.age", ending: .exited(0), output: Array("y".utf8)), severity: "warn")
        #expect(found.verdict == .warn && found.item.rawValue == "backup" && found.signature == "text x")
    }

    @Test func `what ran out of time, was cut or never ran is unknown`() throws {
        let endings: [Evidence] = [
            Evidence("backup.age", ending: .timedOut), Evidence("backup.age", ending: .unreported),
            Evidence("backup.age", ending: .exited(0), output: Array("x".utf8), isCut: true),
            Evidence("version", ending: .exited(0)),
        ]
        for evidence in endings { #expect(try finding("{text: x}", evidence).verdict == .unknown) }
    }

    @Test func `a check for other hosts is skipped`() throws {
        let checks = try OwnCatalogue.checks(in: Array(OwnCatalogueTests.sound.utf8), file: "ours.yaml")
        let result = Catalogue(checks: checks).judge(
            host(Evidence("backup.age", ending: .exited(0))), parameters: Parameters(), certificates: OpenSSLReader())
        #expect(result.findings.first?.verdict == .skipped && result.findings.first?.summary.contains("mail") == true)
    }

    @Test func `what explains a failure blocks it`() throws {
        var host = try LabHost("d23-stopped").record
        host.evidence.append(Evidence("backup.age", ending: .exited(0), output: Array("0".utf8)))
        host.host.groups = ["mail"]
        let checks = try OwnCatalogue.checks(in: Array(OwnCatalogueTests.sound.utf8), file: "ours.yaml")
        let result = Catalogue.builtIn.adding(checks).judge(
            host, parameters: Parameters(), certificates: OpenSSLReader())
        let found = try #require(result.findings.last)
        #expect(found.verdict == .blocked && found.blockedBy == "service.running")
    }

    /// A line is looked at as far as 512 bytes, and 500 lines: what is beyond is not known.
    @Test(arguments: [
        (String(repeating: "\n", count: 499) + "ok\n", "{pattern: '^ok$'}", Verdict.pass),
        (String(repeating: "x\n", count: 500) + "ok\n", "{pattern: '^ok$'}", .unknown),
        (String(repeating: "x\n", count: 500) + "ok\n", "{not-pattern: '^ok$'}", .unknown),
        ("ok\n" + String(repeating: "x\n", count: 600), "{not-pattern: '^ok$'}", .fail),
        (String(repeating: "x", count: 510) + "ok\n", "{pattern: 'ok$'}", .pass),
        (String(repeating: "x", count: 512) + "ok\n", "{pattern: 'ok$'}", .unknown),
        (String(repeating: "é", count: 400) + "ok\n", "{not-pattern: 'ok'}", .unknown),
        (String(repeating: "7", count: 16_000), "{number: {pattern: '(\\d+) Requests', at-most: 5}}", .unknown),
        ("ok\r\n", "{pattern: '^ok$'}", .pass),
    ]) func `a pattern looks at lines of bounded length`(output: String, expect: String, verdict: Verdict) throws {
        let found = try finding(expect, Evidence("backup.age", ending: .exited(0), output: Array(output.utf8)))
        #expect(found.verdict == verdict, "\(found.summary)")
    }

    @Test(arguments: [
        ("one\ntwo\nthree\n", "{pattern: 'one\\ntwo'}", Verdict.pass),
        ("one\nthree\n", "{pattern: 'one\\ntwo'}", .fail),
        ("one\ntwo\nthree\n", #"{json: {path: $, pattern: x}}"#, .unknown),
        ("a\nb\nc\nd\n", "{pattern: 'a\\nb\\nc\\nd'}", .pass), ("a\n\nb\n", "{not-pattern: 'a\\n\\nb'}", .fail),
    ]) func `a pattern that names line ends looks at as many lines`(
        output: String, expect: String, verdict: Verdict
    ) throws {
        let found = try finding(expect, Evidence("backup.age", ending: .exited(0), output: Array(output.utf8)))
        #expect(found.verdict == verdict, "\(found.summary)")
    }

    @Test func `a pattern over more lines than that is refused`() {
        let text = OwnCatalogueTests.sound.replacing(
            "{number: {at-least: 1}}", with: "{pattern: 'a\\nb\\nc\\nd\\ne'}")
        #expect(throws: YAMLFileError.self) { try OwnCatalogue.checks(in: Array(text.utf8), file: "ours.yaml") }
    }

    @Test func `JSON that is nested without end is no JSON`() throws {
        for (depth, verdict) in [(60, Verdict.fail), (70, .unknown), (30_000, .unknown)] {
            let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            let found = try finding(
                "{json: {path: '$[0]', is: b}}", Evidence("backup.age", ending: .exited(0), output: Array(text.utf8)))
            #expect(found.verdict == verdict, "\(depth)")
        }
        let brackets = String(repeating: "[", count: 500) + #"\""#
        let text = "{\"a\": \"\(brackets)\"}"
        #expect(try JSONText.value(of: text) == .object(["a": .text(String(repeating: "[", count: 500) + "\"")]))
    }
}
