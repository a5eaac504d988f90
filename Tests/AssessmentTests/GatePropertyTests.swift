import Fleet
import RunSamples
import Testing

@testable import Assessment

/// What holds of every decision, whatever the run and the policy: both are drawn by numbers that a failure names.
@Suite struct `Every decision` {
    @Test(arguments: 0..<100) func `is go only without an objection, and has one where it is not`(number: UInt64) {
        var draw = Draw(number)
        let (run, gate, known) = (draw.run(), draw.gate(), draw.known())
        let decision = gate.decide(on: run, knowing: known)
        let objections = gate.objections(to: run, knowing: known)
        #expect((decision.status == 0) == objections.isEmpty)
        #expect((decision.status == 1) == objections.contains(where: \.isFailure))
        #expect(!decision.reason.isEmpty && objections.allSatisfy { !$0.remedy.isEmpty })
    }

    @Test(arguments: 0..<100) func `gets no better where something that passed does not any more`(number: UInt64) {
        var draw = Draw(number)
        let (run, gate, known) = (draw.run(), draw.gate(), draw.known())
        var worse = run
        let host = draw.below(run.hosts.count)
        if draw.flip() {
            worse.hosts[host].outcome = .timeout
        } else if let place = worse.hosts[host].findings.firstIndex(where: { $0.verdict == .pass }) {
            worse.hosts[host].findings[place].verdict = draw.one(of: [.unknown, .blocked, .fail])
        }
        if gate.decide(on: worse, knowing: known).status == 0 {
            #expect(gate.decide(on: run, knowing: known).status == 0)
        }
    }

    @Test(arguments: 0..<100) func `does not depend on the order of hosts`(number: UInt64) {
        var draw = Draw(number)
        let (run, gate, known) = (draw.run(), draw.gate(), draw.known())
        var turned = run
        turned.hosts.reverse()
        #expect(gate.decide(on: turned, knowing: known) == gate.decide(on: run, knowing: known))
    }

    @Test(arguments: 0..<100) func `gets no worse by a waiver`(number: UInt64) {
        var draw = Draw(number)
        let (run, gate, known) = (draw.run(), draw.gate(), draw.known())
        var waived = run
        for host in waived.hosts.indices {
            for place in waived.hosts[host].findings.indices
            where [.fail, .warn].contains(waived.hosts[host].findings[place].verdict) && draw.flip() {
                waived.hosts[host].findings[place].waiver = Samples.waiver
            }
        }
        if gate.decide(on: run, knowing: known).status == 0 {
            #expect(gate.decide(on: waived, knowing: known).status == 0)
        }
    }

    @Test(arguments: 0..<100) func `of a run in which nothing passed is no`(number: UInt64) {
        var draw = Draw(number)
        var (run, gate) = (draw.run(), draw.gate())
        gate.minCoverage = max(1, gate.minCoverage)
        for host in run.hosts.indices {
            run.hosts[host].findings = run.hosts[host].findings.map { finding in
                var finding = finding
                finding.verdict = draw.one(of: [.unknown, .blocked])
                (finding.waiver, finding.blockedBy) = (nil, nil)
                return finding
            }
        }
        #expect(gate.decide(on: run).status != 0)
    }
}

/// Draws runs and policies from a seed (SplitMix64, https://prng.di.unimi.it/splitmix64.c).
private struct Draw {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
    mutating func flip() -> Bool { next() & 1 == 0 }
    mutating func one<Value>(of values: [Value]) -> Value { values[below(values.count)] }

    mutating func run() -> Run {
        let hosts = (0...below(6)).map { host($0) }
        return Run(id: "1", started: 0, seconds: 1, catalogueHash: "", agentHash: "", hosts: hosts)
    }

    private mutating func host(_ number: Int) -> HostResult {
        var host = Host(name: "mx\(number)")
        host.groups = flip() ? ["mail"] : ["mail", "eu"]
        host.state = below(5) == 0 ? .drained : .inService
        let checks = ["config.parses", "tls.expiry", "password.login"]
        let findings = checks.map { check in
            let verdict = below(3) == 0 ? one(of: Verdict.allCases) : .pass
            return Finding(
                check: check, item: Item(check: check) ?? .config, verdict: verdict, summary: "said", signature: "s",
                blockedBy: verdict == .blocked ? one(of: checks) : nil,
                waiver: verdict == .fail && below(3) == 0 ? Samples.waiver : nil)
        }
        return HostResult(
            host: host, outcome: below(8) == 0 ? .timeout : .swept, findings: findings, loginProven: flip())
    }

    mutating func gate() -> Gate {
        var gate = Gate(
            failOn: below(4) == 0 ? .warn : .fail, maxFailing: one(of: [.hosts(0), .hosts(1), .percent(50)]),
            minCoverage: one(of: [100, 50, 0]))
        gate.requiresLogin = below(4) == 0
        gate.mustPass = below(4) == 0 ? ["config"] : []
        gate.ignored = below(4) == 0 ? ["tls"] : []
        gate.quorums = below(3) == 0 ? ["mail": one(of: [.hosts(1), .percent(60)])] : [:]
        gate.draining = below(3) == 0 ? ["mx0"] : []
        gate.failsOnNewOnly = below(3) == 0
        return gate
    }

    mutating func known() -> KnownFailures { flip() ? KnownFailures(of: run()) : KnownFailures() }
}
