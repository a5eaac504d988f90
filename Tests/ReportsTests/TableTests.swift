import Fleet
import RunSamples
import Testing

@testable import Reports

struct TableTests {
    @Test func `says why a host is undecided that no check applied to`() {
        var run = Samples.morning
        run.hosts = Samples.healthy(1...1)
        run.hosts[0].findings = [Finding(check: "user.userdb", item: .user, verdict: .skipped, summary: "no account")]
        let table = ReportFormat.table.render(Samples.report(run))
        #expect(table.contains("unknown no selected check applies"), "\(table)")
        #expect(table.contains("skipped user.userdb: no account"))
    }

    @Test func `a long note of a remedy is wrapped, and each of its lines is a comment`() {
        var host = Samples.expired("mx7")
        let note = "# " + String(repeating: "Renew the certificate before anybody asks. ", count: 6)
        host.findings = host.findings.map { finding in
            var finding = finding
            if finding.verdict == .fail { finding.remedy = Remedy(trustedScript: note + "\ndoveadm reload") }
            return finding
        }
        host.cause = nil
        let run = Run(id: "1", started: 0, seconds: 1, catalogueHash: "", agentHash: "", hosts: [host])
        let lines = ReportFormat.table.render(Samples.report(run)).split(separator: "\n")
        let notes = lines.filter { $0.contains("Renew") || $0.contains("anybody") }
        #expect(notes.count > 2 && notes.allSatisfy { $0.count <= 80 && $0.contains("  # ") }, "\(lines)")
    }

    @Test(arguments: [
        ("night-80.txt", ReportStyle(width: 80)),
        ("night-80-ascii.txt", ReportStyle(width: 80, inASCII: true)),
        ("night-120-colour.txt", ReportStyle(width: 120, inColour: true)),
        ("night-200.txt", ReportStyle(width: 200)),
        ("night-200-verbose.txt", ReportStyle(width: 200, isVerbose: true)),
    ])
    func `a bad night looks as it was approved`(file: String, style: ReportStyle) throws {
        try expect(table(Samples.night, style), matches: file)
    }

    @Test func `a good morning fits in a few lines`() throws {
        try expect(table(Samples.morning, ReportStyle(width: 80)), matches: "morning-80.txt")
    }

    @Test(arguments: [70, 72, 80, 100, 120, 160, 200])
    func `no line is wider than the terminal, but commands, which stay whole`(width: Int) {
        let remedies = Samples.night.hosts.flatMap(\.findings).compactMap(\.remedy)
        let commands = remedies.map(\.script).joined(separator: "\n").split(separator: "\n")
        for line in table(Samples.night, ReportStyle(width: width)).split(separator: "\n") {
            #expect(line.count <= width || commands.contains { line.hasSuffix($0) }, "\(line)")
        }
    }

    @Test(arguments: [0, 1, 12, 40])
    func `a terminal too narrow for the matrix still gets every host that is not healthy`(width: Int) {
        let text = table(Samples.night, ReportStyle(width: width)).filter { !$0.isWhitespace }
        for result in Samples.night.hosts.filter({ $0.standing != .passing }) {
            #expect(text.contains(result.host.name))
        }
    }

    @Test func `every verdict, outcome and host is told`() {
        let text = table(Samples.night, ReportStyle(width: 80, isVerbose: true))
        for verdict in Verdict.allCases { #expect(text.contains(verdict.label.rendered(in: ReportStyle()))) }
        for outcome in Outcome.allCases where outcome != .swept {
            #expect(text.contains("\n  \(outcome.rawValue) "), "\(outcome)")
        }
        for result in Samples.night.hosts.filter({ $0.standing != .passing }) {
            #expect(text.contains(result.host.name))
        }
    }

    @Test func `a healthy host that is like no other keeps its name`() {
        let text = table(Samples.night, ReportStyle(width: 200))
        #expect(text.contains("6 healthy hosts  ") && text.contains("lmtp01.example.net  "))
    }

    @Test func `without any probe account the report says how to give one`() {
        var run = Samples.morning
        for index in run.hosts.indices { run.hosts[index].host.probe = nil }
        let text = table(run, ReportStyle())
        #expect(text.contains("\nNo host has a probe account with a password"))
        #expect(text.contains("--probe-user NAME and --probe-password-file FILE"))
        #expect(!table(Samples.morning, ReportStyle()).contains("--probe-user"))
    }

    @Test func `a cut run shows what is known`() {
        let text = table(Samples.cutShort, ReportStyle(width: 80))
        #expect(
            text.hasPrefix("? interrupted: 2 of 3 hosts were swept completely; the other one is not known to\n  fail\n")
        )
        #expect(text.contains("2 healthy hosts") && text.contains("interrupted  mx03.example.net"))
    }

    @Test func `no hosts make no matrix and no false green`() {
        #expect(table(Samples.empty, ReportStyle(width: 80)).hasPrefix("? no host is in service"))
    }

    private func table(_ run: Run, _ style: ReportStyle) -> String {
        ReportFormat.table.render(Samples.report(run, style: style))
    }
}
