internal import Synchronization

/// Limits attempts with one credential across the fleet, so that no account is locked out. Until a host accepts it,
/// three hosts try it at a time. After `maxRefusals` refusals it is no longer tried.
package final class LoginBudget: Sendable {
    static let pioneers = 3

    package enum Result: Sendable, Equatable {
        case accepted, refused
        /// The backend failed, the connection was lost, or nothing was sent.
        case undetermined
        /// The host would log it.
        case withheld
    }

    private struct State {
        var inHand: [ContinuousClock.Instant] = []
        var refusals = 0
        var isAccepted = false
        var waiting: [(id: Int, continuation: CheckedContinuation<Bool, Never>)] = []
        var nextID = 0
    }

    private let maxRefusals: Int
    private let patience: Duration
    private let states = Mutex<[String: State]>([:])

    /// After `patience` an attempt makes room for the next. A refusal takes two to four seconds, but a hanging backend
    /// must not block the fleet.
    package init(maxRefusals: Int, patience: Duration) {
        self.maxRefusals = maxRefusals
        self.patience = patience
    }

    /// Waits for permission; false after too many refusals or cancellation. After true, call `finish`.
    func begin(_ credential: String) async -> Bool {
        let id = states.withLock { states in
            states[credential, default: State()].nextID += 1
            return states[credential, default: State()].nextID
        }
        let isGranted = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer = states.withLock { states -> Bool? in
                    var state = states[credential, default: State()]
                    defer { states[credential] = state }
                    if Task.isCancelled { return false }
                    if let answer = leave(&state) { return answer }
                    state.waiting.append((id, continuation))
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let continuation = states.withLock { states -> CheckedContinuation<Bool, Never>? in
                guard let place = states[credential]?.waiting.firstIndex(where: { $0.id == id }) else { return nil }
                return states[credential]?.waiting.remove(at: place).continuation
            }
            continuation?.resume(returning: false)
        }
        if isGranted, !isAccepted(credential) {
            Task {
                try? await Task.sleep(for: patience)
                letGo(credential) { _ in }
            }
        }
        return isGranted
    }

    private func isAccepted(_ credential: String) -> Bool {
        states.withLock { $0[credential]?.isAccepted ?? false }
    }

    func finish(_ credential: String, _ result: Result) {
        letGo(credential) { state in
            if !state.inHand.isEmpty { state.inHand.removeFirst() }
            switch result {
            case .accepted: state.isAccepted = true
            case .refused: state.refusals += 1
            case .undetermined, .withheld: break
            }
        }
    }

    private func letGo(_ credential: String, after change: (inout State) -> Void) {
        let freed = states.withLock { states in
            var state = states[credential, default: State()]
            defer { states[credential] = state }
            change(&state)
            var freed: [(CheckedContinuation<Bool, Never>, Bool)] = []
            while let next = state.waiting.first, let answer = leave(&state) {
                freed.append((next.continuation, answer))
                state.waiting.removeFirst()
            }
            return freed
        }
        for (continuation, answer) in freed { continuation.resume(returning: answer) }
    }

    /// Counts the attempt if permitted; nil is not yet.
    private func leave(_ state: inout State) -> Bool? {
        let now = ContinuousClock.now
        if !state.isAccepted {
            if state.refusals >= maxRefusals { return false }
            state.inHand.removeAll { $0 + patience <= now }
            // All running attempts may be refused.
            if state.inHand.count >= min(Self.pioneers, maxRefusals - state.refusals) { return nil }
        }
        state.inHand.append(now)
        return true
    }
}
