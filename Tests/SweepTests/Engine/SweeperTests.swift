import Fleet
import Testing

@testable import Sweep

@Suite struct `Sweeping hosts` {
    @Test func `a host that fails fills only its own row`() async {
        let sweep = TestSweep([
            "a": .agent(Play.frame("version", "2.3.19")),
            "b": Play(approach: [.fail(HostFailure(.refused, "nothing listens"))]),
            "c": .agent(Play.frame("version", "2.4.1")),
        ])
        let records = await sweep.run(["a", "b", "c"])
        #expect(records.map(\.ending.outcome) == [.swept, .refused, .swept])
        #expect(records.map(\.ending.reason) == [nil, "nothing listens", nil])
        #expect(records.map { $0.evidence.map(\.output) } == [[Array("2.3.19".utf8)], [], [Array("2.4.1".utf8)]])
    }

    @Test func `what hosts said is handed on as they end, and not kept until the last of many has`() async {
        let sweep = TestSweep(["a": .agent(Play.frame("version", "2.3.19"))])
        let rows = await sweep.sweeper.sweep([Host(name: "a")], observer: sweep.journal)
        #expect(rows.map(\.evidence) == [[]])
        #expect(sweep.journal.whole(rows).map { $0.evidence.map(\.output) } == [[Array("2.3.19".utf8)]])
    }

    @Test func `hosts come back in inventory order, each once, whatever ends first`() async {
        let (first, second) = (Gate(), Gate())
        let sweep = TestSweep(["a": Play(approach: [.wait(first)]), "b": Play(approach: [.wait(second)])])
        sweep.journal.after("ended c") { second.open() }
        sweep.journal.after("ended b") { first.open() }
        let records = await sweep.run(["a", "b", "c"])
        #expect(sweep.journal.events.filter { $0.hasPrefix("ended") } == ["ended c", "ended b", "ended a"])
        #expect(records.map(\.host.name) == ["a", "b", "c"])
    }

    @Test func `no more hosts are in hand than the width, and each that ends is followed by another`() async {
        let gates = ["a": Gate(), "b": Gate(), "c": Gate()]
        var sweep = TestSweep(
            gates.mapValues { Play(approach: [.answer, .enter(.running), .wait($0)], shell: Play.agent().shell) })
        sweep.options.budget = .seconds(3600)
        sweep.options.crowd = HostPool(width: 3)
        // The first goes when three are in hand, the others only when all the rest have come through its place.
        sweep.journal.after("began a", "began b", "began c") { gates["a"]?.open() }
        sweep.journal.after("ended d", "ended e", "ended f") { [gates] in
            gates["b"]?.open()
            gates["c"]?.open()
        }
        let records = await sweep.run(["a", "b", "c", "d", "e", "f"])
        #expect(records.allSatisfy { $0.ending.outcome == .swept })
        #expect(sweep.transport.mostInHand == 3)
    }

    @Test(arguments: [
        (PhaseClock.Phase.resolving, Outcome.dns), (.connecting, .unreachable), (.banner, .noBanner),
        (.handshake, .handshake), (.authenticating, .timeout), (.starting, .shell), (.running, .timeout),
    ])
    func `a host that falls silent is given up with the outcome of the phase it was in`(
        phase: PhaseClock.Phase, outcome: Outcome
    ) async {
        let way = PhaseClock.Phase.allCases.prefix { $0 != phase }.map { Play.Step.enter($0) }
        var sweep = TestSweep(["a": Play(approach: way + [.enter(phase), .silent])])
        sweep.options.limits.set(phase, .milliseconds(20))
        // In it the host has come there, even on a busy machine.
        if phase == .running { sweep.options.budget = .seconds(4) }
        let records = await sweep.run(["a", "b"])
        #expect(records.map(\.ending.outcome) == [outcome, .swept])
        #expect(records[0].ending.reason?.isEmpty == false)
    }

    @Test func `a sweep that is cancelled keeps what was gathered, and calls the rest interrupted`() async {
        var sweep = TestSweep([
            "done": .agent(Play.frame("version", "2.3.19")),
            "half": Play(shell: [.say(Play.hello), .say(Play.frame("version", "2.4.1")), .silent]),
            "mute": Play(approach: [.silent]),
        ])
        sweep.options.crowd = HostPool(width: 2)
        let task = Task { [sweep] in await sweep.run(["done", "half", "mute", "never"]) }
        sweep.journal.after("evidence half version", "began mute") { task.cancel() }
        let records = await task.value
        #expect(records.map(\.host.name) == ["done", "half", "mute", "never"])
        #expect(records.map(\.ending.outcome) == [.swept, .interrupted, .interrupted, .interrupted])
        #expect(records.map(\.probes) == [["version"], ["version"], [], []])
        #expect(!sweep.transport.reached.contains("never"))
    }

    @Test func `evidence that was gathered before a host was lost is kept, the probe in hand as unreported`() async {
        let sweep = TestSweep([
            "a": Play(shell: [
                .say(Play.hello + Play.frame("version", "2.4.1") + "\n@N begin config 65536 -\nhalf of it"),
                .fail(HostFailure(.disconnected, "reset by peer")),
            ])
        ])
        let record = await sweep.run(["a"])[0]
        #expect(record.ending.outcome == .disconnected)
        #expect(
            record.evidence == [
                Evidence("version", ending: .exited(0), output: Array("2.4.1".utf8)),
                Evidence("config", ending: .unreported, output: Array("half of it".utf8)),
            ])
    }

    @Test func `an agent that ends before it is done is a host that was lost`() async {
        let sweep = TestSweep(["a": Play(shell: [.say(Play.hello + Play.frame("version", "2.4.1")), .end(0)])])
        let record = await sweep.run(["a"])[0]
        #expect(record.ending.outcome == .disconnected)
        #expect(record.probes == ["version"])
    }

    @Test func `a host whose variables cannot be honoured is never reached for`() async {
        var host = Host(name: "a")
        host.unsupported = ["ansible_connection: winrm"]
        let sweep = TestSweep()
        let record = await sweep.run(hosts: [host])[0]
        #expect(record.ending.outcome == .unsupported)
        #expect(record.ending.reason == "ansible_connection: winrm")
        #expect(sweep.transport.reached.isEmpty)
    }

    @Test func `the record has every host's events, from its begin to its end`() async {
        let sweep = TestSweep(["a": .agent(Play.frame("version", "1"), Play.frame("config", "2"))])
        _ = await sweep.run(["a"])
        #expect(sweep.journal.events == ["began a", "evidence a version", "evidence a config", "ended a"])
    }
}

extension PhaseClock.Limits {
    fileprivate mutating func set(_ phase: PhaseClock.Phase, _ limit: Duration) {
        switch phase {
        case .jumping: jumping = limit
        case .resolving: resolving = limit
        case .connecting: connecting = limit
        case .banner: banner = limit
        case .handshake: handshake = limit
        case .authenticating: authenticating = limit
        case .starting: starting = limit
        case .waiting, .running: break
        }
    }
}
