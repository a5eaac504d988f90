import Fleet
import Testing

@testable import Sweep

@Suite struct `Login from inside` {
    @Test func `the password goes down the channel when the agent is ready for it, and not before`() async {
        let sweep = TestSweep([
            "ready": .agent(Play.ready, Play.frame("password", "accepted")),
            "mute": .agent(Play.frame("version", "2.4.1")),
        ])
        _ = await sweep.runWithPassword(["ready", "mute"])
        #expect(sweep.transport.told("ready") == "go\n\(TestSweep.password)\n")
        #expect(sweep.transport.told("mute") == "")
    }

    @Test func `an agent that asks for a password that nobody knows is told so`() async {
        let sweep = TestSweep(["a": .agent(Play.ready)])
        _ = await sweep.run(["a"])
        #expect(sweep.transport.told("a") == "skip no password is known\n")
    }

    @Test func `a password that three hosts have refused is not tried on the rest`() async {
        let names = (0..<6).map { "mx\($0)" }
        let play = Play.agent(Play.ready, Play.frame("password", "refused"))
        let sweep = TestSweep(Dictionary(uniqueKeysWithValues: names.map { ($0, play) }))
        let records = await sweep.runWithPassword(names)
        let answers = names.compactMap(sweep.transport.told)
        #expect(answers.count { $0.hasPrefix("go\n") } == 3)
        #expect(
            answers.count {
                $0 == "skip other hosts have refused this password already, and --max-refusals allows no more\n"
            } == 3)
        #expect(records.allSatisfy { $0.ending.outcome == .swept })
    }

    @Test func `hosts that are lost with the password in hand make room for others`() async {
        let names = (0..<5).map { "mx\($0)" }
        let lost = Play(shell: [.say(Play.hello + Play.ready), .fail(HostFailure(.disconnected, "reset by peer"))])
        var sweep = TestSweep(Dictionary(uniqueKeysWithValues: names.map { ($0, lost) }))
        // A host that waited for a try that nobody answers would time out before it.
        sweep.options.loginPatience = .seconds(600)
        let transport = sweep.transport
        let records = await sweep.runWithPassword(names)
        #expect(names.compactMap(transport.told).count { $0.hasPrefix("go\n") } == 5)
        #expect(records.allSatisfy { $0.ending.outcome == .disconnected })
    }

    @Test func `a host that waits for the others' answers is cut with the sweep`() async {
        let holding = Play(shell: [.say(Play.hello + Play.ready), .silent])
        let waiting = Play(shell: [.say(Play.hello + Play.frame("version", "2.4.1") + Play.ready), .silent])
        let sweep = TestSweep(["a": holding, "b": holding, "c": holding, "d": waiting])
        let task = Task { [sweep] in await sweep.runWithPassword(["a", "b", "c", "d"]) }
        sweep.journal.after("evidence d version", "began a", "began b", "began c") { task.cancel() }
        let records = await task.value
        #expect(records.allSatisfy { $0.ending.outcome == .interrupted })
        #expect(records[3].probes == ["version"])
    }
}
