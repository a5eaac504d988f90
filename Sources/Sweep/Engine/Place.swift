internal import Synchronization

/// One host's place among those in hand.
///
/// A host that keeps us waiting before it has said a word lends its place to the next, so that no number of dead hosts
/// holds up the others; when it speaks it takes one again, before any host that is not begun. Meanwhile its time stands
/// still: it is not the host who is late.
package final class Place: Sendable {
    private struct State {
        var isHeld = false
        var waits = 0
        var waitsSince = ContinuousClock.now
        var delay = Duration.zero
    }

    private let turns: Turns
    private let state = Mutex(State())

    init(among turns: Turns) {
        self.turns = turns
    }

    /// The time by which a host's deadlines go: it has no part in the waits for a turn.
    var now: ContinuousClock.Instant {
        state.withLock { state in
            let now = ContinuousClock.now
            return now - state.delay - (state.waits > 0 ? now - state.waitsSince : .zero)
        }
    }

    /// Waits for a place, where the host has none; false: the task was cancelled.
    @discardableResult
    func take(isNew: Bool = false) async -> Bool {
        if state.withLock({ $0.isHeld }) { return true }
        guard await excusing({ await turns.take(first: !isNew) }) else { return false }
        // Two dialogues of one host may have waited for it.
        let isSecond = state.withLock { state in
            defer { state.isHeld = true }
            return state.isHeld
        }
        if isSecond { turns.giveBack() }
        return true
    }

    /// Leaves it to another host, for a while or for good.
    func lend() {
        let wasHeld = state.withLock { state in
            defer { state.isHeld = false }
            return state.isHeld
        }
        if wasHeld { turns.giveBack() }
    }

    /// Waits for something that is no fault of the host, while its time stands still.
    func excusing<Result: Sendable>(_ wait: () async -> Result) async -> Result {
        pause()
        defer { resume() }
        return await wait()
    }

    func pause() {
        state.withLock { state in
            if state.waits == 0 { state.waitsSince = .now }
            state.waits += 1
        }
    }

    func resume() {
        state.withLock { state in
            state.waits -= 1
            if state.waits == 0 { state.delay += state.waitsSince.duration(to: .now) }
        }
    }
}
