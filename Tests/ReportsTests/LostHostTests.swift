import Assessment
import Fleet
import RunSamples
import Testing

@testable import Reports

@Suite struct `A host that the later run could not sweep` {
    private let comparison: Comparison = {
        let before = Run(
            id: "1", started: 0, seconds: 1, catalogueHash: "c", agentHash: "a", hosts: Samples.healthy(1...3))
        var after = before
        (after.hosts[1].outcome, after.hosts[1].reason) = (.refused, "no sshd there")
        for index in after.hosts[1].findings.indices { after.hosts[1].findings[index].verdict = .unknown }
        return Comparison(before, after)
    }()

    @Test func `is one line, and not one for each check`() {
        #expect(comparison.summary.hasSuffix("; something got worse: 1 host not swept"))
        let name = comparison.lost.first?.host.name ?? ""
        let text = ReportFormat.table.render(comparison, style: ReportStyle(width: 200))
        #expect(
            text.contains("not swept  1 host, swept in the earlier run, and not in the later one: \(name) (refused)"))
        #expect(!text.contains("newly unknown"))
        #expect(comparison.status == 1)
    }

    @Test(arguments: [ReportFormat.markdown, .html, .nagios, .summary]) func `is named`(format: ReportFormat) {
        let text = format.render(comparison, style: ReportStyle(width: 200))
        #expect(text.contains("not swept") && text.contains(comparison.lost[0].host.name))
    }

    @Test func `has each of its checks where programs read`() {
        #expect(comparison.changes(Comparison.Kind.newlyUnknown).count > 10)
    }
}
