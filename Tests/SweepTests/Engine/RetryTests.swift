import Fleet
import Testing

@testable import Sweep

@Suite(.timeLimit(.minutes(10))) struct `Trying again` {
    private static let dropped = HostFailure(.noBanner, "it closed the connection", isTransient: true)

    private func sweep(_ failures: [HostFailure]) -> TestSweep {
        var play = Play.agent(Play.frame("version", "2.4.1"))
        play.failures = failures
        var sweep = TestSweep(["a": play])
        sweep.options.retryDelays = [.milliseconds(1), .milliseconds(1)]
        return sweep
    }

    @Test(arguments: [0, 1, 2]) func `a host that drops the connection once or twice is swept`(_ drops: Int) async {
        let sweep = sweep(Array(repeating: Self.dropped, count: drops))
        let record = await sweep.run(["a"])[0]
        #expect(record.ending.outcome == .swept)
        #expect(record.probes == ["version"])
        #expect(sweep.transport.tries(of: "a") == drops + 1)
    }

    @Test func `a host that drops every connection is told with its last words, after three tries`() async {
        let last = HostFailure(.handshake, "it was reset", isTransient: true)
        let sweep = sweep([Self.dropped, Self.dropped, last, Self.dropped])
        let record = await sweep.run(["a"])[0]
        #expect(record.ending.outcome == .handshake)
        #expect(record.ending.reason == "it was reset (after 3 tries)")
        #expect(sweep.transport.tries(of: "a") == 3)
    }

    @Test(arguments: Outcome.allCases.filter { $0 != .swept })
    func `no other failure is tried again`(_ outcome: Outcome) async {
        let sweep = sweep([HostFailure(outcome, "no")])
        let record = await sweep.run(["a"])[0]
        #expect(record.ending.outcome == outcome)
        #expect(record.ending.reason == "no")
        #expect(sweep.transport.tries(of: "a") == 1)
    }

    @Test func `a refusal that follows a drop is the last word`() async {
        let sweep = sweep([Self.dropped, HostFailure(.sshAuth, "no")])
        #expect(await sweep.run(["a"])[0].ending.reason == "no")
        #expect(sweep.transport.tries(of: "a") == 2)
    }

    @Test func `no time is waited for that the host's budget does not have`() async {
        var sweep = sweep([Self.dropped])
        sweep.options.retryDelays = [.seconds(36_000)]
        let record = await sweep.run(["a"])[0]
        #expect(record.ending.outcome == .noBanner)
        #expect(record.ending.reason == "it closed the connection")
    }

    @Test func `a host that waits for its next try is cut with the sweep`() async {
        var sweep = sweep([Self.dropped])
        sweep.options.budget = .seconds(3600)
        sweep.options.retryDelays = [.seconds(600)]
        let task = Task { [sweep] in await sweep.run(["a", "b"]) }
        sweep.journal.after("ended b") { task.cancel() }
        let record = await task.value[0]
        #expect(record.ending.outcome == .interrupted)
        #expect(sweep.transport.tries(of: "a") == 1)
    }
}
