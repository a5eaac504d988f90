internal import Synchronization

/// Keeps a fleet from locking an account out: who may try a password, and when.
///
/// Until a credential has been accepted once, three hosts at most try it at a time; one that so many hosts have
/// refused with nobody accepting it is not tried on the rest.
package final class LoginBudget: Sendable {
    /// How many hosts may try a credential that nobody has accepted yet.
    static let pioneers = 3

    /// What a try came to.
    package enum Result: Sendable, Equatable {
        case accepted, refused
        /// Neither: the backend failed, the connection was lost, or it was never sent.
        case undetermined
        /// It was kept back, as the host would write it to its log.
        case withheld
    }

    private struct State {
        /// When each try began that has neither been answered nor outlived our patience.
        var inHand: [ContinuousClock.Instant] = []
        var refusals = 0
        var isAccepted = false
        var waiting: [(id: Int, continuation: CheckedContinuation<Bool, Never>)] = []
        var nextID = 0
    }

    private let maxRefusals: Int
    private let patience: Duration
    private let states = Mutex<[String: State]>([:])

    /// - Parameters:
    ///   - maxRefusals: how many hosts may refuse a credential before it is tried on no other.
    ///   - patience: after so long without an answer a try makes room for the next. A refusal takes two to four seconds;
    ///     hosts whose backend hangs must not hold up the fleet.
    package init(maxRefusals: Int, patience: Duration) {
        self.maxRefusals = maxRefusals
        self.patience = patience
    }

    /// Waits for leave to try; false: it has been refused too often, or the task was cancelled.
    ///
    /// Who was given leave must report with `finish`.
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

    /// Reports what the try came to, and lets the next ones go.
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

    /// Notes what has changed, and answers those who waited for it.
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

    /// Whether one more may try; nil: not yet. Counts it as in hand where it may.
    private func leave(_ state: inout State) -> Bool? {
        let now = ContinuousClock.now
        if !state.isAccepted {
            if state.refusals >= maxRefusals { return false }
            state.inHand.removeAll { $0 + patience <= now }
            // Those in hand may all be refused: no more than the rest of the budget is out at a time.
            if state.inHand.count >= min(Self.pioneers, maxRefusals - state.refusals) { return nil }
        }
        state.inHand.append(now)
        return true
    }
}
