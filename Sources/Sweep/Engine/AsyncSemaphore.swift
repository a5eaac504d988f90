internal import Synchronization

/// An async counting semaphore with two priorities.
final class AsyncSemaphore: Sendable {
    private struct Waiting {
        let id: Int
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var limit: Int?
        var inHand = 0
        var nextID = 0
        var first: [Waiting] = []
        var others: [Waiting] = []

        mutating func next() -> Waiting? {
            first.extract { _ in true } ?? others.extract { _ in true }
        }

        var isFull: Bool { limit.map { inHand >= $0 } ?? false }
    }

    private let state: Mutex<State>

    /// - Parameter limit: nil is no limit.
    init(limit: Int?) {
        state = Mutex(State(limit: limit))
    }

    /// Waits for a turn, which must be given back; false if the task was cancelled.
    func take(first: Bool = false) async -> Bool {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer = state.withLock { state -> Bool? in
                    if Task.isCancelled { return false }
                    guard state.isFull else {
                        state.inHand += 1
                        return true
                    }
                    let waiting = Waiting(id: id, continuation: continuation)
                    if first { state.first.append(waiting) } else { state.others.append(waiting) }
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let waiting = state.withLock { state in
                state.first.extract { $0.id == id } ?? state.others.extract { $0.id == id }
            }
            waiting?.continuation.resume(returning: false)
        }
    }

    func takeAtOnce() -> Bool {
        state.withLock { state in
            guard !state.isFull else { return false }
            state.inHand += 1
            return true
        }
    }

    func giveBack() {
        letGo { $0.inHand -= 1 }
    }

    /// Turns already taken stay.
    func limit(to count: Int) {
        letGo { $0.limit = count }
    }

    private func letGo(after change: (inout State) -> Void) {
        let freed = state.withLock { state in
            change(&state)
            var freed: [Waiting] = []
            while !state.isFull, let next = state.next() {
                state.inHand += 1
                freed.append(next)
            }
            return freed
        }
        for waiting in freed { waiting.continuation.resume(returning: true) }
    }
}

extension Array {
    fileprivate mutating func extract(where isWanted: (Element) -> Bool) -> Element? {
        firstIndex(where: isWanted).map { remove(at: $0) }
    }
}
