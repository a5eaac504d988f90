import Fleet
import RunSamples
import Testing

@testable import Reports

struct StoryTests {
    @Test func `the cause comes first, then its remedy and what it blocks, then independent failures`() {
        #expect(margins(Samples.stopped) == ["cause", "remedy", "blocks", "also", "remedy", "warn"])
    }

    @Test func `findings with one remedy share it`() {
        #expect(margins(Samples.unprivileged) == ["unknown", "unknown", "remedy"])
    }

    @Test func `what one missing fact leaves unknown is one line`() {
        var host = Samples.healthy(1...1)[0]
        host.findings = [
            ("user.userdb", "no host knows it"), ("user.ids", "no host knows it"),
            ("permissions.mail", "the journal is empty"), ("user.passdb", "no host knows it"),
        ].map { Finding(check: $0, item: .user, verdict: .unknown, summary: $1) }
        host.findings[1].remedy = [.note("Correct the name.")]
        #expect(
            texts(host) == [
                "user.userdb and 2 more: no host knows it", "Correct the name.",
                "permissions.mail: the journal is empty",
            ])
    }

    @Test func `what is blocked by a check that this host does not fail is told by itself`() {
        let orphan = HostResult(
            host: Samples.host("mx01"), outcome: .swept,
            findings: Samples.blocked(.user, by: "outside.network"))
        #expect(margins(orphan) == ["blocked"])
    }

    @Test func `a cause that no finding of the host bears is told all the same`() {
        var result = Samples.healthy(1...1)[0]
        result.cause = Cause(check: "fleet.network", summary: "the coordinator is cut off", signature: "", remedy: [])
        #expect(texts(result) == ["fleet.network: the coordinator is cut off"])
    }

    @Test func `evidence with the line ends of a mail dialogue is shown a line each`() {
        var result = Samples.expired("mx07")
        result.findings[result.findings.count - 2].evidence = [.init(probe: "talk", excerpt: "* OK ready\r\na BYE\r\n")]
        #expect(texts(result, isVerbose: true).contains("* OK ready"))
    }

    @Test func `a remedy of a thousand lines is cut, and says so`() {
        let remedy = Array(repeating: "step", count: 1000).joined(separator: "\n")
        let lines = PrintableLines(remedy).lines.map { $0.rendered(in: ReportStyle()) }
        #expect(lines.count == 25 && lines.last == "… 976 more lines in the JSON report")
    }

    private func margins(_ result: HostResult) -> [String] {
        HostDetails(result, isVerbose: false).entries.map { $0.margin.rendered(in: ReportStyle()) }.filter {
            !$0.isEmpty
        }
    }

    private func texts(_ result: HostResult, isVerbose: Bool = false) -> [String] {
        HostDetails(result, isVerbose: isVerbose).entries.map { $0.text.rendered(in: ReportStyle()) }
    }
}
