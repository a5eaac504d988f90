import Fleet
import RunSamples
import Testing

@testable import Assessment

struct GateTests {
    @Test func `all hosts passing is a pass`() {
        let decision = Gate().decide(on: fleet(passing: 3))
        #expect(decision == Decision(.passed, "all 3 hosts pass"))
        #expect(decision.status == 0)
    }

    @Test func `a failing host fails the gate, and the undecided are named`() {
        let decision = Gate().decide(on: fleet(passing: 37, failing: 2, undecided: 1))
        #expect(decision == Decision(.failed, "2 of 40 hosts fail, 1 is undecided"))
        #expect(decision.status == 1)
    }

    @Test func `an undecided host is never green`() {
        let decision = Gate().decide(on: fleet(passing: 38, undecided: 2))
        #expect(decision == Decision(.undecided, "2 of 40 hosts are undecided"))
        #expect(decision.status == 2)
    }

    @Test func `failing outweighs undecided, and an interrupt outweighs both`() {
        var run = fleet(passing: 1, failing: 1, undecided: 1)
        #expect(Gate().decide(on: run).status == 1)
        run.interruption = 2
        #expect(Gate().decide(on: run).status == 130)
        #expect(
            Gate().decide(on: run).reason
                == "interrupted: 2 of 3 hosts were swept completely, 1 of them fails; the other one is not known to "
                + "fail"
        )
        run.interruption = 15
        #expect(Gate().decide(on: run).status == 143)
        #expect(Gate().decide(on: run).reason.hasPrefix("terminated"))
    }

    @Test func `an interrupt tells what was swept completely from what is known of the others`() {
        var run = fleet(passing: 1, failing: 2, undecided: 1)
        run.interruption = 2
        for place in run.hosts.indices { run.hosts[place].outcome = .interrupted }
        #expect(
            Gate().decide(on: run).reason
                == "interrupted: 0 of 4 hosts were swept completely; 2 of them are known to fail")
    }

    @Test(arguments: [
        (Gate.Allowance.hosts(1), 1, 0), (.hosts(1), 2, 1), (.percent(10), 1, 0), (.percent(10), 2, 1),
        (.percent(19), 2, 1), (.percent(20), 2, 0), (.percent(0), 1, 1), (.percent(100), 10, 0),
    ])
    func `as many hosts may fail as are allowed`(allowance: Gate.Allowance, failing: Int, status: Int) {
        let run = fleet(passing: 10 - failing, failing: failing)
        #expect(Gate(maxFailing: allowance).decide(on: run).status == status)
    }

    @Test(arguments: [(90, 1, 0), (90, 2, 2), (91, 1, 2), (0, 10, 0)])
    func `as many hosts must be decided as are asked for`(percent: Int, undecided: Int, status: Int) {
        let run = fleet(passing: 10 - undecided, undecided: undecided)
        #expect(Gate(minCoverage: percent).decide(on: run).status == status)
    }

    @Test func `a failing host is a decided one`() {
        let gate = Gate(maxFailing: .hosts(5))
        #expect(
            gate.decide(on: fleet(passing: 5, failing: 5)).reason == "5 of 10 hosts pass, 5 fail, as the gate allows")
    }

    @Test func `what is allowed to fail does not cover what is unknown`() {
        let decision = Gate(maxFailing: .hosts(1)).decide(on: fleet(passing: 1, failing: 1, undecided: 1))
        #expect(decision == Decision(.undecided, "1 of 3 hosts is undecided, 1 fails, as allowed"))
    }

    @Test func `hosts out of service are not counted`() {
        var run = fleet(passing: 2, failing: 1, undecided: 1)
        run.hosts[2].host.state = .drained
        run.hosts[3].host.state = .maintenance
        #expect(Gate().decide(on: run) == Decision(.passed, "all 2 hosts in service pass"))
    }

    @Test func `sentences count one host as one`() {
        #expect(Gate().decide(on: fleet(passing: 1)).reason == "the only host passes")
        #expect(Gate().decide(on: fleet(failing: 1)).reason == "1 of 1 host fails")
        #expect(Gate().decide(on: fleet(undecided: 1)).reason == "1 of 1 host is undecided")
    }

    @Test func `a sweep that counts no host is not all green`() {
        var run = fleet(passing: 1)
        run.hosts[0].host.state = .drained
        #expect(Gate().decide(on: run).status == 2)
        run.hosts = []
        #expect(Gate().decide(on: run).status == 2)
    }

    @Test func `a sweep whose checks were all skipped is not all green`() {
        var run = fleet(passing: 2)
        for index in run.hosts.indices { run.hosts[index].findings = [] }
        #expect(Gate().decide(on: run) == Decision(.undecided, "every check was skipped, so nothing is decided"))
        run.hosts[0].findings = [Finding(check: "user.userdb", item: .user, verdict: .skipped, summary: "no account")]
        #expect(Gate().decide(on: run).status == 2)
        #expect(Gate(minCoverage: 0).decide(on: run).status == 0)
    }

    @Test func `a host that no check applied to is not green beside hosts that pass`() {
        var run = fleet(passing: 2)
        run.hosts[1].findings = [Finding(check: "user.userdb", item: .user, verdict: .skipped, summary: "no account")]
        #expect(Gate().decide(on: run) == Decision(.undecided, "1 of 2 hosts is undecided"))
        let objection = Gate().objections(to: run).first
        #expect(objection?.details.map(\.words) == ["no selected check applies"])
        #expect(objection?.remedy == "select checks that apply there, or leave those hosts out (':!HOST')")
        #expect(run.totals.passing == 1 && run.totals.undecided == 1)
        // What is ignored says nothing either.
        var gate = Gate()
        gate.ignored = Item.allCases.map(\.rawValue)
        #expect(gate.decide(on: fleet(passing: 1)).status == 2)
    }

    @Test func `warnings pass, unless the gate fails on them`() {
        let run = fleet(passing: 1, warning: 1)
        #expect(Gate().decide(on: run) == Decision(.passed, "all 2 hosts pass, 1 with warnings"))
        #expect(
            Gate(failOn: .warn).decide(on: run)
                == Decision(.failed, "1 of 2 hosts warns; the gate counts warnings as failures"))
        #expect(
            Gate(failOn: .warn).decide(on: fleet(failing: 1, warning: 2)).reason
                == "3 of 3 hosts fail or warn (1 fails, 2 warn); the gate counts warnings as failures")
    }

    @Test func `a warning counts though its item is also unknown`() {
        var run = fleet(warning: 1)
        run.hosts[0].findings.append(
            Finding(check: "tls.chain", item: .tls, verdict: .unknown, summary: "not known"))
        #expect(Gate(failOn: .warn).decide(on: run).status == 1)
    }

    @Test(arguments: ["", "%", "-1", "+1", "1.5", "101%", "ten", " 1", "1  %", " %", "99999999999999999999", "１"])
    func `an allowance that is none is refused`(argument: String) {
        #expect(Gate.Allowance(argument: argument) == nil)
    }

    @Test func `an allowance is a number or a percentage`() {
        #expect(Gate.Allowance(argument: "3") == .hosts(3))
        #expect(Gate.Allowance(argument: "10%") == .percent(10) && Gate.Allowance(argument: "10 %") == .percent(10))
    }

    private func fleet(passing: Int = 0, failing: Int = 0, undecided: Int = 0, warning: Int = 0) -> Run {
        let hosts =
            Array(repeating: Samples.healthy(1...1)[0], count: passing)
            + Array(repeating: Samples.expired("mx07"), count: failing)
            + Array(repeating: Samples.unswept[0], count: undecided)
            + Array(repeating: Samples.expiring, count: warning)
        return Run(id: "1", started: 0, seconds: 1, catalogueHash: "", agentHash: "", hosts: hosts)
    }
}
