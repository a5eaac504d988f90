import Fleet
import Testing

@testable import Sweep

@Suite(.timeLimit(.minutes(10))) struct `Many names of one machine` {
    /// How often each name is turned away by a machine that lets so many knock at a time.
    private func visit(_ names: Int, letsIn places: Int) async -> [Int] {
        let machine = Machine(places: places)
        return await withTaskGroup(of: Int.self) { group in
            for _ in 0..<names { group.addTask { await machine.visit() } }
            return await group.reduce(into: [Int]()) { $0.append($1) }
        }
    }

    @Test(arguments: [1, 2, 3, 10, 30]) func `is turned away twice at most`(places: Int) async {
        let counts = await visit(200, letsIn: places)
        #expect(counts.count == 200 && counts.allSatisfy { $0 <= 2 }, "\(counts)")
    }

    @Test func `a machine that turns nobody away is asked by all at once`() async {
        let door = LoginThrottle()
        for _ in 0..<1000 { #expect(door.knockAtOnce() != nil) }
    }

    @Test func `nobody uses up his tries at a machine that is full of others for a while`() async {
        let machine = Machine(places: 5, opensAfter: .seconds(2))
        let counts = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<40 { group.addTask { await machine.visit() } }
            return await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(counts.allSatisfy { $0 <= 2 }, "\(counts)")
    }

    @Test func `a machine that turns everybody away is not waited for`() async {
        let door = LoginThrottle()
        for _ in 0..<6 { await door.knock()?.end(.turnedAway) }
        for _ in 0..<100 { #expect(door.knockAtOnce() != nil) }
    }

    @Test func `names share a door by address and port, whatever they are called`() {
        let doors = LoginThrottles()
        var (a, b, c) = (Host(name: "a"), Host(name: "b"), Host(name: "c"))
        (a.address, b.address, c.address) = ("192.0.2.1", "192.0.2.1", "192.0.2.1")
        c.port = 2222
        #expect(doors.door(of: a) === doors.door(of: b))
        #expect(doors.door(of: a) !== doors.door(of: c))
    }

    @Test func `one that waits for its turn leaves its place to others`() async {
        let (gate, dropped) = (Gate(), HostFailure(.noBanner, "it closed the connection", isTransient: true))
        var plays = ["a": Play(approach: [.answer, .enter(.running), .wait(gate)], shell: Play.agent().shell)]
        for name in ["b", "c"] { plays[name] = Play(failures: [dropped], shell: Play.agent().shell) }
        var sweep = TestSweep(plays)
        sweep.options.crowd = HostPool(width: 3)
        sweep.options.budget = .seconds(3600)
        sweep.options.retryDelays = [.milliseconds(1), .milliseconds(1)]
        let hosts = ["a", "b", "c"].map { name in
            var host = Host(name: name)
            host.address = "192.0.2.1"
            return host
        }
        // They wait for the first as long as it likes, and all others are done meanwhile.
        let others = (0..<20).map { Host(name: "other\($0)") }
        sweep.journal.after(others.map { "ended \($0.name)" }) { gate.open() }
        let records = await sweep.run(hosts: hosts + others)
        #expect(records.allSatisfy { $0.ending.outcome == .swept })
        #expect(sweep.transport.tries(of: "b") == 2)
    }
}

/// A machine with room for so many that knock at a time.
private actor Machine {
    private let door = LoginThrottle()
    private let places: Int
    private let opens: ContinuousClock.Instant
    private var inside = 0

    /// Until some time has gone by others have all its places.
    init(places: Int, opensAfter delay: Duration = .zero) {
        self.places = places
        opens = .now + delay
    }

    /// Knocks until it is let in; how often it was turned away.
    func visit() async -> Int {
        var count = 0
        while let knock = await door.knock() {
            if inside < places, opens <= .now {
                inside += 1
                try? await Task.sleep(for: .milliseconds(2))
                inside -= 1
                knock.end(.letIn)
                break
            }
            try? await Task.sleep(for: .milliseconds(1))
            knock.end(.turnedAway)
            count += 1
        }
        return count
    }
}
