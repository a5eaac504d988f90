import Assessment
import Fleet
import RunSamples
import Testing

@testable import Reports

@Suite struct `What the gate prints` {
    @Test func `is one answer and where the run stands, where it is go`() {
        #expect(
            text(Samples.morning, Gate()) == """
                ✓ GO: all 9 hosts pass
                sweep 20261124T080000Z-9b2e: 9 pass, 0 fail, 0 undecided; logins proven: 9 of 9 hosts

                """)
    }

    @Test func `is why, and what would make it go, where it is not`() {
        let gate = Gate(minCoverage: 0)
        #expect(
            text(Samples.small, gate) == """
                ✗ NO-GO: 2 of 4 hosts fail, 1 is undecided
                  why     mx7, mx9: tls.expiry: the certificate that imaps serves expired 12 days ago, on 2026-11-11
                  to do   fix them: `dovesweep report` shows how; or accept failures for a while (--waivers)
                sweep 1: 1 pass, 2 fail, 1 undecided; logins proven: 1 of 4 hosts

                """)
    }

    @Test func `names each objection where there are several, and notes`() {
        var gate = Gate()
        gate.mustPass = ["tls.expiry"]
        let printed = text(Samples.small, gate, notes: ["waivers.yml:3: \u{1b}[2J ended"])
        #expect(printed.contains("  no      tls.expiry must pass, but does not on 4 hosts\n"))
        #expect(printed.contains("  no      1 of 4 hosts is undecided"))
        #expect(printed.contains("  note    waivers.yml:3: \\x1b[2J ended\n"))
    }

    @Test func `names a few hosts and counts the rest`() {
        let hosts = (1...20).map { Samples.expired("mx\($0)") }
        let run = Run(id: "1", started: 0, seconds: 1, catalogueHash: "", agentHash: "", hosts: hosts)
        #expect(text(run, Gate()).contains("mx1, mx2, mx3, mx4, mx5, mx6 and 14 more: tls.expiry"))
    }

    @Test func `is who warns and what is let pass beside GO, and which demand a waiver outweighs`() {
        var gate = Gate(maxFailing: .hosts(1), minCoverage: 50)
        gate.requiresLogin = true
        gate.mustPass = ["tls.expiry"]
        var hosts = [Samples.expired("mx7"), Samples.expiring]
        hosts[0].findings = hosts[0].findings.map { finding in
            var finding = finding
            if finding.verdict == .fail { finding.waiver = Samples.waiver }
            return finding
        }
        hosts[0].loginProven = false
        let run = Run(id: "1", started: 0, seconds: 1, catalogueHash: "", agentHash: "", hosts: hosts)
        #expect(
            text(run, gate) == """
                ✓ GO: 1 of 2 hosts passes, 1 with warnings, 1 fails but is waived
                  waived  mx7: tls.expiry: the certificate that imaps serves expired 12 days ago, on 2026-11-11 \
                (waived until 2026-12-24 by postmaster)
                  asked   mx7: tls.expiry must pass, but does not: a waiver excuses the failure
                  asked   mx7: a login must be proven, but is not: a waiver excuses the failure
                  warns   mx11.example.net: tls.expiry: the certificate expires in 12 days
                sweep 1: 1 pass, 0 fail, 1 waived, 0 undecided; logins proven: 1 of 2 hosts

                """)
    }

    @Test func `is who fails where so many may`() {
        let run = Run(
            id: "1", started: 0, seconds: 1, catalogueHash: "", agentHash: "",
            hosts: Samples.healthy(1...2) + [Samples.expired("mx7")])
        #expect(
            text(run, Gate(maxFailing: .hosts(1))) == """
                ✓ GO: 2 of 3 hosts pass, 1 fails, as the gate allows
                  fails   mx7: tls.expiry: the certificate that imaps serves expired 12 days ago, on 2026-11-11
                sweep 1: 2 pass, 1 fail, 0 undecided; logins proven: 2 of 3 hosts

                """)
    }

    private func text(_ run: Run, _ gate: Gate, notes: [String] = []) -> String {
        var report = Report(run, decision: gate.decide(on: run))
        report.objections = gate.objections(to: run)
        report.concessions = gate.concessions(on: run)
        report.notes = notes
        return GateText(report).text
    }
}

extension Samples {
    fileprivate static let small = Run(
        id: "1", started: 0, seconds: 1, catalogueHash: "", agentHash: "",
        hosts: [expired("mx7"), healthy(1...1)[0], expired("mx9"), unswept[0]])
}
