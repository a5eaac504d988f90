import Fleet
import RunSamples
import Testing

@testable import Assessment

/// How a gate counts one host, by what its checks found.
@Suite struct GateRowTests {
    private func finding(_ verdict: Verdict, _ check: String = "tls.expiry", by cause: String? = nil) -> Finding {
        Finding(check: check, item: .tls, verdict: verdict, summary: "", signature: "s", blockedBy: cause)
    }

    private func row(
        _ findings: [Finding], outcome: Outcome = .swept, gate: Gate = Gate(), known: KnownFailures = KnownFailures(),
        _ change: (inout Host) -> Void = { _ in }
    ) -> GateRow {
        GateRow(
            HostResult(host: Samples.host("mx1", change), outcome: outcome, findings: findings), gate: gate,
            known: known)
    }

    private func run(_ findings: [Finding]) -> Run {
        Run(
            id: "1", started: 0, seconds: 1, catalogueHash: "", agentHash: "",
            hosts: [HostResult(host: Samples.host("mx1"), outcome: .swept, findings: findings)])
    }

    @Test(arguments: [
        ([Verdict.pass], GateRow.Standing.passing), ([.pass, .skipped], .passing), ([.pass, .warn], .passing),
        ([.pass, .unknown], .undecided), ([.pass, .blocked], .undecided), ([.skipped], .undecided), ([], .undecided),
        ([.pass, .fail], .failing), ([.fail, .unknown], .failing), ([.unknown], .undecided),
    ])
    func `only a host with nothing unknown, and something that passes, passes`(
        verdicts: [Verdict], standing: GateRow.Standing
    ) {
        let findings = verdicts.enumerated().map { finding($1, "tls.\($0)") }
        #expect(row(findings).standing == standing)
        #expect(
            row(findings).isDecided
                == (standing != .undecided && !(verdicts.contains(.unknown) && standing == .passing)))
        #expect(row(findings, outcome: .timeout).standing == (standing == .failing ? .failing : .undecided))
    }

    @Test(arguments: [(Gate.Threshold.fail, GateRow.Standing.passing), (.warn, .failing)])
    func `a warning fails only where that is asked`(failOn: Gate.Threshold, standing: GateRow.Standing) {
        #expect(row([finding(.warn), finding(.pass, "tls.name")], gate: Gate(failOn: failOn)).standing == standing)
    }

    /// The verdict of the run before, and whether only new failures count.
    @Test(arguments: [
        (Verdict.fail, true, GateRow.Standing.excused), (.warn, true, .excused), (.unknown, true, .failing),
        (.blocked, true, .failing), (.pass, true, .failing), (.fail, false, .failing),
    ])
    func `a failure is known that failed or warned before, where that is asked`(
        before: Verdict, isAsked: Bool, standing: GateRow.Standing
    ) {
        var gate = Gate()
        gate.failsOnNewOnly = isAsked
        #expect(
            row([finding(.fail)], gate: gate, known: KnownFailures(of: run([finding(before)]))).standing == standing)
    }

    @Test func `what an excused failure blocks is not open, and what another blocks is`() {
        var waived = finding(.fail)
        waived.waiver = Samples.waiver
        let blocked = finding(.blocked, "tls.name", by: "tls.expiry")
        #expect(row([waived, blocked]).standing == .excused)
        #expect(row([waived, blocked, finding(.blocked, "tls.key", by: "tls.name")]).standing == .excused)
        #expect(row([waived, finding(.blocked, "tls.name", by: "ports.greeting")]).standing == .undecided)
        #expect(row([waived, finding(.unknown, "tls.name")]).standing == .undecided)
    }

    @Test(arguments: [
        (Host.State.inService, [String](), true), (.drained, [], false), (.maintenance, [], false),
        (.inService, ["mx1"], false), (.inService, ["mx2"], true),
    ])
    func `a host counts that is in service and stays there`(state: Host.State, draining: [String], isCounted: Bool) {
        var gate = Gate()
        gate.draining = Set(draining)
        #expect(row([finding(.pass)], gate: gate) { $0.state = state }.isCounted == isCounted)
    }

    @Test func `a host that fails and warns is none of those that only warn`() {
        let results = [[finding(.fail), finding(.warn, "tls.name")], [finding(.warn)], [finding(.pass)]].map {
            HostResult(host: Samples.host("mx1"), outcome: .swept, findings: $0)
        }
        let tally = Tally(results, gate: Gate(failOn: .warn), known: KnownFailures())
        #expect(tally.failing == 2 && tally.failingByWarnings == 1 && tally.passing == 1)
    }

    @Test func `an unknown host helps no quorum, and is not decided`() {
        var gate = Gate(minCoverage: 0)
        gate.quorums = ["all": .hosts(1)]
        #expect(gate.decide(on: run([finding(.pass)])).status == 0)
        #expect(gate.decide(on: run([finding(.pass), finding(.unknown, "tls.name")])).status == 1)
        #expect(Gate().decide(on: run([finding(.pass), finding(.unknown, "tls.name")])).status == 2)
    }
}
