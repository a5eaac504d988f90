internal import Synchronization

/// One host's slot in the pool.
///
/// A host that has not answered yet lends its slot, so dead hosts do not block others. When it answers it takes one
/// again, before new hosts. Its clock is paused meanwhile.
package final class PoolSlot: Sendable {
    private struct State {
        var isHeld = false
        var waits = 0
        var waitsSince = ContinuousClock.now
        var delay = Duration.zero
    }

    private let turns: AsyncSemaphore
    private let state = Mutex(State())

    init(among turns: AsyncSemaphore) {
        self.turns = turns
    }

    /// Excludes the waits for a slot.
    var now: ContinuousClock.Instant {
        state.withLock { state in
            let now = ContinuousClock.now
            return now - state.delay - (state.waits > 0 ? now - state.waitsSince : .zero)
        }
    }

    /// Waits for a slot if the host has none; false if the task was cancelled.
    @discardableResult
    func take(isNew: Bool = false) async -> Bool {
        if state.withLock({ $0.isHeld }) { return true }
        guard await excusing({ await turns.take(first: !isNew) }) else { return false }
        // Two dialogues of the host may have waited.
        let isSecond = state.withLock { state in
            defer { state.isHeld = true }
            return state.isHeld
        }
        if isSecond { turns.giveBack() }
        return true
    }

    func lend() {
        let wasHeld = state.withLock { state in
            defer { state.isHeld = false }
            return state.isHeld
        }
        if wasHeld { turns.giveBack() }
    }

    /// Pauses the clock during a wait that the host does not cause.
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
