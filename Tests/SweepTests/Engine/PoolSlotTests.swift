import Fleet
import Testing

@testable import Sweep

@Suite(.timeLimit(.minutes(10))) struct `Hosts that keep us waiting` {
    @Test(arguments: [PhaseClock.Phase.jumping, .resolving, .connecting, .banner])
    func `in whatever phase, two hundred delay no other`(phase: PhaseClock.Phase) async {
        let silent = (0..<200).map { "silent\($0)" }, others = (0..<200).map { "other\($0)" }
        let play = Play(approach: [.enter(phase), .silent])
        let sweep = TestSweep(Dictionary(uniqueKeysWithValues: silent.map { ($0, play) }))
        let task = Task { [sweep] in await sweep.run(silent + others) }
        // The silent ones have all the time of their budget left when the last of the others has ended.
        sweep.journal.after(others.map { "ended \($0)" }) { task.cancel() }
        let records = await task.value
        #expect(records.prefix(200).allSatisfy { $0.ending.outcome == .interrupted })
        #expect(records.dropFirst(200).allSatisfy { $0.ending.outcome == .swept })
    }

    @Test func `no more are begun than the reach`() async {
        let gate = Gate()
        let play = Play(approach: [.wait(gate)], shell: Play.agent().shell)
        var sweep = TestSweep(["a": play, "b": play])
        sweep.options.crowd = HostPool(width: 1, reach: 2)
        sweep.options.patience = .milliseconds(1)
        let journal = sweep.journal
        journal.after("began a", "began b") {
            Task {
                try? await Task.sleep(for: .milliseconds(50))
                journal.note("opened")
                gate.open()
            }
        }
        let records = await sweep.run(["a", "b", "c"])
        #expect(records.allSatisfy { $0.ending.outcome == .swept })
        let events = sweep.journal.events.filter { $0 == "opened" || $0.hasPrefix("began") }
        #expect(events == ["began a", "began b", "opened", "began c"])
    }

    @Test func `one that speaks at last waits for a place, and goes before those that are not begun`() async {
        let (late, long) = (Gate(), Gate())
        var sweep = TestSweep([
            "late": Play(
                approach: [.enter(.banner), .wait(late)], shell: Play.agent(Play.frame("version", "1")).shell),
            "long": Play(
                approach: [.answer, .enter(.running), .wait(long)], shell: Play.agent(Play.frame("version", "2")).shell),
        ])
        sweep.options.crowd = HostPool(width: 1)
        // Long enough for `long` to answer on a busy machine.
        sweep.options.patience = .milliseconds(300)
        sweep.journal.after("began long") {
            late.open()
            Task {
                try? await Task.sleep(for: .milliseconds(50))
                long.open()
            }
        }
        let records = await sweep.run(["late", "long", "next"])
        #expect(records.allSatisfy { $0.ending.outcome == .swept })
        #expect(sweep.transport.mostInHand == 1)
        let events = sweep.journal.events.filter { !$0.hasPrefix("ended") }
        #expect(
            events == ["began late", "began long", "evidence long version", "evidence late version", "began next"])
    }

    @Test func `the time of one that waits for its place stands still`() async throws {
        let turns = AsyncSemaphore(limit: 1)
        let place = PoolSlot(among: turns)
        let clock = PhaseClock(PhaseClock.Limits(), place: place)
        #expect(await turns.take())
        let answered = Task { await clock.answered() }
        var (before, left) = (clock.left, Duration.zero)
        repeat {
            (before, left) = (left, clock.left)
            try await Task.sleep(for: .milliseconds(20))
        } while left != before
        turns.giveBack()
        await answered.value
        try await Task.sleep(for: .milliseconds(1))
        #expect(clock.left < left)
    }

    @Test func `a host that was never heard inside is looked at outside without holding others up`() async {
        var sweep = TestSweep(
            ["dead": Play(approach: [.fail(HostFailure(.unreachable, "no route"))])], outside: ["dead": .silent])
        sweep.options.crowd = HostPool(width: 1)
        sweep.options.outsideLimits.connecting = .seconds(3600)
        sweep.options.budget = .seconds(3600)
        sweep.options.outsideLimits.total = .seconds(3600)
        let task = Task { [sweep] in await sweep.run(["dead", "next"]) }
        sweep.journal.after("ended next") { task.cancel() }
        #expect(await task.value.map(\.ending.outcome) == [.unreachable, .swept])
    }
}
