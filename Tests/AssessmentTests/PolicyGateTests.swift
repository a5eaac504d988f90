import Fleet
import RunSamples
import Testing

@testable import Assessment

/// What a policy asks beyond counting failures.
@Suite struct `A gate's policy` {
    @Test func `a waived failure does not fail the gate, nor does what it blocks`() {
        var run = run(of: [Samples.healthy(1...1)[0], Samples.expired("mx7")])
        #expect(Gate().decide(on: run).status == 1)
        run.hosts[1].findings = run.hosts[1].findings.map { finding in
            var finding = finding
            if finding.verdict == .fail { finding.waiver = Samples.waiver }
            return finding
        }
        #expect(Gate().decide(on: run) == Decision(.passed, "1 of 2 hosts passes, 1 fails but is waived"))
        // It counts as a failure all the same where it is told, and never as a host that passes.
        #expect(run.totals.failing == 1)
        var gate = Gate()
        gate.quorums = ["mail": .hosts(2)]
        #expect(gate.decide(on: run).status == 1)
    }

    @Test func `what must pass is excused where a waived failure blocks it`() {
        var run = run(of: [Samples.expired("mx7")])
        var gate = Gate()
        let blocked = run.hosts[0].findings.first { $0.verdict == .blocked }?.item.rawValue
        gate.mustPass = [blocked ?? ""]
        #expect(blocked != nil && gate.decide(on: run).status == 1)
        run.hosts[0].findings = run.hosts[0].findings.map { finding in
            var finding = finding
            if finding.verdict == .fail { finding.waiver = Samples.waiver }
            return finding
        }
        #expect(gate.decide(on: run).status == 0)
        #expect(gate.concessions(on: run).flatMap(\.details).contains { $0.words.contains("must pass, but does not") })
    }

    @Test func `what is open beside a waived failure stays open`() {
        var run = run(of: [Samples.expired("mx7")])
        run.hosts[0].findings = run.hosts[0].findings.map { finding in
            var finding = finding
            if finding.verdict == .fail { finding.waiver = Samples.waiver }
            return finding
        }
        run.hosts[0].findings.append(Finding(check: "logs.errors", item: .logs, verdict: .unknown, summary: "no root"))
        #expect(Gate().decide(on: run).status == 2)
    }

    @Test func `what is ignored is not counted, and what it blocks is`() {
        var gate = Gate()
        gate.ignored = ["tls"]
        let run = run(of: [Samples.expired("mx7")])
        #expect(gate.decide(on: run).status == 2)
        gate.ignored = ["tls.expiry", "password"]
        #expect(gate.decide(on: run).status == 0)
    }

    @Test(arguments: [
        (["tls"], 0), (["tls.expiry"], 1), (["config.sound"], 0), (["config", "logs"], 0), (["user.exists"], 1),
    ]) func `what must pass must have passed`(subjects: [String], status: Int) {
        var gate = Gate(maxFailing: .percent(100), minCoverage: 0)
        gate.mustPass = subjects
        #expect(gate.decide(on: run(of: Samples.healthy(1...2))).status == status)
    }

    @Test(arguments: [
        (Verdict.unknown, "unknown: sound"), (.blocked, "blocked by tls.expiry"), (.skipped, "skipped: sound"),
        (.fail, "fail: sound"),
    ])
    func `what must pass and does not is no`(verdict: Verdict, words: String) {
        var gate = Gate(maxFailing: .percent(100), minCoverage: 0)
        gate.mustPass = ["service.sound"]
        var run = run(of: Samples.healthy(1...2))
        let place = run.hosts[1].findings.firstIndex { $0.check == "service.sound" } ?? 0
        run.hosts[1].findings[place].verdict = verdict
        run.hosts[1].findings[place].blockedBy = verdict == .blocked ? "tls.expiry" : nil
        let objections = gate.objections(to: run)
        #expect(objections.map(\.details) == [[.init(hosts: ["mx02.example.net"], words: words)]])
        #expect(gate.decide(on: run).reason == "service.sound must pass, but does not on 1 host")
    }

    @Test func `a host that was not swept has passed nothing`() {
        var gate = Gate(maxFailing: .percent(100), minCoverage: 0)
        gate.mustPass = ["service"]
        #expect(gate.decide(on: run(of: [Samples.unswept[0]])).status == 1)
    }

    @Test func `a login must be proven where that is asked`() {
        var gate = Gate()
        gate.requiresLogin = true
        var run = run(of: Samples.healthy(1...2))
        #expect(gate.decide(on: run).status == 0)
        run.hosts[1].loginProven = false
        #expect(gate.decide(on: run).reason == "a login must be proven, but is not on 1 host")
        run.hosts[1].host.role = .lmtp
        #expect(gate.decide(on: run).status == 0)
    }

    @Test(arguments: [(Gate.Allowance.percent(75), 0), (.percent(76), 1), (.hosts(3), 0), (.hosts(4), 1)])
    func `a group must keep its quorum without the hosts that leave`(quorum: Gate.Allowance, status: Int) {
        var gate = Gate()
        gate.draining = ["mx01.example.net"]
        gate.defaultQuorum = quorum
        #expect(gate.decide(on: run(of: Samples.healthy(1...4))).status == status)
    }

    @Test func `a host that leaves may fail`() {
        var gate = Gate()
        gate.draining = ["mx7"]
        #expect(gate.decide(on: run(of: Samples.healthy(1...2) + [Samples.expired("mx7")])).status == 0)
    }

    @Test func `hosts out of service belong to the size of their group, and help nobody`() {
        var run = run(of: Samples.healthy(1...4))
        for place in 1...2 { run.hosts[place].host.state = .drained }
        var gate = Gate()
        gate.draining = ["mx01.example.net"]
        #expect(
            gate.decide(on: run).reason.hasPrefix(
                "eu: 1 of 4 hosts passes without mx01.example.net, but 50 % must"))
        gate.quorums = ["eu": .hosts(1), "mail": .hosts(1)]
        #expect(gate.decide(on: run).status == 0)
    }

    @Test func `hosts that were not asked for belong to the size of their group, and are not known to pass`() {
        var gate = Gate()
        gate.draining = ["mx01.example.net"]
        let run = run(of: Samples.healthy(1...2))
        #expect(gate.decide(on: run).status == 0)
        gate.hostsOutsideRun = ["eu": ["mx8", "mx9"]]
        #expect(gate.decide(on: run).reason == "eu: 1 of 4 hosts passes without mx01.example.net, but 50 % must")
        let objection = gate.objections(to: run).first
        #expect(objection?.details == [.init(hosts: ["mx8", "mx9"], words: "not in this sweep")])
        #expect(objection?.remedy == "sweep all hosts of eu, so that enough of them can pass")
        gate.defaultQuorum = .percent(25)
        #expect(gate.decide(on: run).status == 0)
    }

    @Test func `the quorum of a group that the run does not have is not kept`() {
        var gate = Gate()
        gate.quorums = ["ue": .hosts(1)]
        #expect(gate.decide(on: run(of: Samples.healthy(1...4))).status == 1)
    }

    @Test func `a host of no group leaves all hosts behind`() {
        var run = run(of: Samples.healthy(1...2))
        for place in run.hosts.indices { run.hosts[place].host.groups = [] }
        var gate = Gate()
        gate.draining = ["mx01.example.net"]
        gate.defaultQuorum = .hosts(2)
        #expect(gate.decide(on: run).reason.hasPrefix("all: 1 of 2 hosts passes"))
    }

    @Test func `only what is new fails, where that is asked`() {
        let (before, after) = (
            run(of: [Samples.expired("mx7"), Samples.healthy(1...1)[0]]),
            run(of: [Samples.expired("mx7"), Samples.expired("mx01.example.net")])
        )
        var gate = Gate()
        gate.failsOnNewOnly = true
        let known = KnownFailures(of: before)
        #expect(gate.decide(on: before, knowing: known) == Decision(.passed, "1 of 2 hosts passes, 1 fails as before"))
        #expect(
            gate.decide(on: after, knowing: known) == Decision(.failed, "1 of 2 hosts newly fails, 1 fails as before"))
        // Another signature is another failure.
        var changed = before
        let place = changed.hosts[0].findings.firstIndex { $0.verdict == .fail } ?? 0
        changed.hosts[0].findings[place].signature = "993 2026-12-12"
        #expect(gate.decide(on: changed, knowing: known).status == 1)
    }

    private func run(of hosts: [HostResult]) -> Run {
        Run(id: "1", started: 0, seconds: 1, catalogueHash: "", agentHash: "", hosts: hosts)
    }
}
