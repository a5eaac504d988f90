import Fleet
import RunSamples
import Testing

@testable import Reports

/// Everything that a host or an inventory can say, said by an attacker.
struct HostileTextTests {
    private static let attack =
        "\u{1b}[2J\u{1b}]0;x\u{7}\u{9b}31m\r\n✓ all 40 hosts pass\u{202e}\u{200b}\0\u{7f}\"\\</script>東"

    private static let run: Run = {
        let finding = { (item: Item, verdict: Verdict) in
            Finding(
                check: attack, item: item, verdict: verdict, summary: attack, signature: attack,
                evidence: [.init(probe: attack, excerpt: attack)], remedy: Remedy(trustedScript: attack),
                blockedBy: attack)
        }
        var host = Samples.host(attack) { $0.groups = [attack] }
        host.address = attack
        let findings = zip(Item.allCases, [Verdict.fail] + Verdict.allCases).map(finding)
        let hosts = Outcome.allCases.map { outcome in
            HostResult(
                host: host, outcome: outcome, reason: attack, facts: [attack: attack], findings: findings,
                cause: Cause(check: attack, summary: attack, signature: "other", remedy: Remedy(trustedScript: attack)))
        }
        return Run(id: attack, started: 0, seconds: 1, catalogueHash: attack, agentHash: attack, hosts: hosts)
    }()

    @Test(
        arguments: ReportFormat.allCases,
        [ReportStyle(width: 80), ReportStyle(width: 200, isVerbose: true), ReportStyle(inASCII: true, isVerbose: true)])
    func `no character of a host acts on the terminal`(format: ReportFormat, style: ReportStyle) {
        let text = format.render(Samples.report(Self.run, style: style))
        let acting = Set(text.unicodeScalars.filter { !$0.isPlain && $0 != "\n" })
        #expect(acting == [])
    }

    @Test func `in colour the only escape sequences are our own`() {
        let text = ReportFormat.table.render(
            Samples.report(Self.run, style: ReportStyle(inColour: true, isVerbose: true)))
        let ours = text.replacing(/\u{1b}\[[0-9;]+m/, with: "")
        #expect(ours == ReportFormat.table.render(Samples.report(Self.run, style: ReportStyle(isVerbose: true))))
    }

    @Test func `a host cannot forge a line of the table`() {
        let lines = ReportFormat.table.render(Samples.report(Self.run)).split(separator: "\n")
        #expect(!lines.contains { $0.hasPrefix("✓ all") })
    }

    @Test func `in ASCII nothing else is printed`() {
        let text = ReportFormat.table.render(Samples.report(Self.run, style: ReportStyle(width: 80, inASCII: true)))
        #expect(text.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test func `the progress line keeps a hostile name in place`() {
        let progress = SweepProgress(
            hosts: 2, ended: 1, failing: 0, inHand: 1, slowest: (name: Self.attack, seconds: 3))
        #expect(progress.line(in: ReportStyle()).unicodeScalars.allSatisfy { $0.isPlain })
    }
}
