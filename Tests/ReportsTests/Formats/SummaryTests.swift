import Fleet
import RunSamples
import Testing

@testable import Reports

struct SummaryTests {
    @Test(arguments: [
        ("night-summary-80.txt", ReportStyle(width: 80)), ("night-summary-200.txt", ReportStyle(width: 200)),
        ("night-summary-ascii.txt", ReportStyle(inASCII: true)),
    ])
    func `a bad night looks as it was approved`(file: String, style: ReportStyle) throws {
        try expect(summary(Samples.night.hosts, style), matches: file)
    }

    @Test func `equal rows stand under their names`() {
        let text = summary(Samples.healthy(1...6) + [Samples.expired("mx7"), Samples.expired("mx8")])
        #expect(text.contains("mx[01-06].example.net ×6 "))
        #expect(text.contains("mx[7-8] ×2 "))
        #expect(text.contains("  2 hosts  tls.expiry: "))
    }

    @Test func `what most of the fleet has is named once`() {
        let expired = (1...3).map { Samples.expired("mx\($0)") }
        #expect(summary(expired + Samples.healthy(1...2)).contains("✗ tls fails on 3 of 5 hosts: "))
        #expect(!summary(expired + Samples.healthy(1...3)).contains("tls fails on"))
        #expect(!summary(Array(expired.prefix(2))).contains("tls fails on"))
    }

    @Test func `a fleet that could not be swept sends the reader to doctor`() {
        let text = summary(Samples.healthy(1...1) + Samples.unswept)
        // One of them was interrupted.
        #expect(text.contains("13 of 15 hosts were not swept") && text.contains("dovesweep doctor"))
    }

    @Test(arguments: [
        (2, 4, false), (3, 6, false), (3, 5, true), (2, 3, false), (3, 3, true), (4, 8, false), (5, 9, true),
    ])
    func `a fault is common to three hosts at least, and to more than half`(failing: Int, all: Int, isCommon: Bool) {
        let hosts = (1...failing).map { Samples.expired("mx\($0)") } + Samples.healthy(1...9).prefix(all - failing)
        #expect(summary(hosts).contains("tls fails on \(failing) of \(all) hosts: ") == isCommon)
    }

    @Test(arguments: [(3, false), (4, true), (5, true)])
    func `a host is the odd one of four at least`(count: Int, isTold: Bool) {
        var hosts = Samples.healthy(1...count)
        hosts[0].facts["dovecot"] = "2.3.19"
        #expect(summary(hosts).contains("unlike all others in ") == isTold)
    }

    @Test func `the odd one out of a group is told with what it has`() {
        var hosts = Samples.healthy(1...5)
        hosts[2].facts["dovecot"] = "2.3.19"
        #expect(
            summary(hosts).contains(
                "  mx03.example.net  unlike all others in eu, mail: Dovecot 2.3.19 (others 2.4.1)\n"))
        let page = ReportFormat.html.render(Samples.report(run(hosts)))
        #expect(page.contains("<li><b>mx03.example.net</b> unlike all others in eu, mail: Dovecot 2.3.19"))
        hosts[3].facts["dovecot"] = "2.3.21"
        #expect(!summary(hosts).contains("odd ones out"))
    }

    @Test func `in a group of three nobody is odd`() {
        var hosts = Samples.healthy(1...3)
        hosts[2].facts["dovecot"] = "2.3.19"
        #expect(!summary(hosts).contains("odd ones out"))
    }

    /// A fact and an item may have one name.
    @Test func `what a host offers is not taken for the verdict on it`() {
        var hosts = Samples.healthy(1...5)
        for place in hosts.indices { hosts[place].facts["ports"] = "imap 143, imaps 993" }
        hosts[4].facts["ports"] = "imap 143"
        #expect(summary(hosts).contains("unlike all others in eu, mail: ports imap 143 (others imap 143, imaps 993)\n"))
    }

    private func summary(_ hosts: [HostResult], _ style: ReportStyle = ReportStyle(width: 120)) -> String {
        ReportFormat.summary.render(Samples.report(run(hosts), style: style))
    }

    private func run(_ hosts: [HostResult]) -> Run {
        var run = Samples.night
        run.hosts = hosts
        return run
    }
}
