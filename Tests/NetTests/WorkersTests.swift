import Foundation
import Net
import Synchronization
import Testing

/// Work that never ends does not keep anything else from going on.
@Suite struct WorkersTests {
    @Test func `work is done, each piece once`() async {
        let workers = Workers(width: 3, limit: .seconds(60))
        let promises = (0..<200).map { number in workers.begin { number * 2 } }
        var answers: [Int?] = []
        for promise in promises { answers.append(await promise.value()) }
        #expect(answers == (0..<200).map { $0 * 2 })
    }

    @Test func `no more is done at a time than there are threads`() async {
        let workers = Workers(width: 2, limit: .seconds(60))
        let busy = Mutex((now: 0, most: 0))
        let promises = (0..<40).map { _ in
            workers.begin {
                busy.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
                Thread.sleep(forTimeInterval: 0.002)
                busy.withLock { $0.now -= 1 }
            }
        }
        for promise in promises { _ = await promise.value() }
        #expect(busy.withLock { $0.most } <= 2)
    }

    @Test(.timeLimit(.minutes(10))) func `work that never ends is given up, and all other work is done`() async {
        let (workers, stop) = (Workers(width: 2, limit: .milliseconds(100)), Flag())
        defer { stop.raise() }
        let endless = (0..<5).map { _ in workers.begin { while !stop.isRaised {} } }
        let healthy = (0..<20).map { number in workers.begin { number } }
        for promise in endless { #expect(await promise.value() == nil) }
        for (number, promise) in healthy.enumerated() { #expect(await promise.value() == number) }
    }

    /// As many as there are processors would keep Swift's own threads from anything else.
    @Test(.timeLimit(.minutes(10))) func `timers and tasks go on while work never ends`() async throws {
        let (workers, stop) = (Workers(width: 8, limit: .seconds(60)), Flag())
        defer { stop.raise() }
        let endless = (0..<8).map { _ in workers.begin { while !stop.isRaised {} } }
        try await Task.sleep(for: .milliseconds(50))
        #expect(await Task.detached { 7 }.value == 7)
        workers.giveUp()
        for promise in endless { #expect(await promise.value() == nil) }
    }

    @Test(.timeLimit(.minutes(10))) func `after too much that did not end nothing more is begun`() async {
        let (workers, stop) = (Workers(width: 1, limit: .milliseconds(50), mostStuck: 3), Flag())
        defer { stop.raise() }
        let promises = (0..<6).map { _ in workers.begin { while !stop.isRaised {} } } + [workers.begin {}]
        for promise in promises { #expect(await promise.value() == nil) }
        #expect(await workers.begin {}.value() == nil)
    }

    @Test(.timeLimit(.minutes(10))) func `one less than too much still begins another`() async {
        let (workers, stop) = (Workers(width: 1, limit: .milliseconds(50), mostStuck: 3), Flag())
        defer { stop.raise() }
        for stuck in 1...3 {
            let endless = workers.begin { while !stop.isRaised {} }
            #expect(await endless.value() == nil)
            let next = workers.begin { 7 }
            #expect(await next.value() == (stuck < 3 ? 7 : nil))
        }
    }

    @Test func `what is given up before it was begun is never done`() async {
        let (workers, stop) = (Workers(width: 1, limit: .seconds(60)), Flag())
        let first = workers.begin { while !stop.isRaised {} }
        let waiting = (0..<10).map { _ in workers.begin { Issue.record("it was done") } }
        workers.giveUp()
        for promise in waiting { #expect(await promise.value() == nil) }
        #expect(await first.value() == nil)
        stop.raise()
    }

    /// Waiting costs no time that a machine computes: a program that was stopped for a while loses nothing.
    @Test(.timeLimit(.minutes(10))) func `work that only waits gets more time than work that computes`() async {
        let workers = Workers(width: 1, limit: .seconds(1))
        let promise = workers.begin {
            Thread.sleep(forTimeInterval: 1.2)
            return 7
        }
        #expect(await promise.value() == 7)
    }
}

private final class Flag: Sendable {
    private let state = Atomic(false)
    var isRaised: Bool { state.load(ordering: .relaxed) }
    func raise() { state.store(true, ordering: .relaxed) }
}
