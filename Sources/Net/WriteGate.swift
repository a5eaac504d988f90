internal import Synchronization

/// Waits until a socket is writable, or at first connected.
final class WriteGate: Sendable {
    private struct State {
        /// Writable since the last `pass`.
        var open = false
        var cancelled = false
        var writer: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// Lets the writer try again: the socket is writable or ended, or a timer fired.
    func open() {
        let writer = state.withLock { state in
            let writer = state.writer.take()
            if writer == nil { state.open = true }
            return writer
        }
        writer?.resume()
    }

    /// May return too early.
    func pass() async throws(NetError) {
        await withTaskCancellationHandler {
            await withCheckedContinuation { park($0) }
        } onCancel: {
            let writer = state.withLock { state in
                state.cancelled = true
                return state.writer.take()
            }
            writer?.resume()
        }
        if state.withLock({ $0.cancelled }) { throw .cancelled }
    }

    private func park(_ writer: CheckedContinuation<Void, Never>) {
        let passes = state.withLock { state in
            if state.cancelled || state.open {
                state.open = false
                return true
            }
            state.writer = writer
            return false
        }
        if passes { writer.resume() }
    }
}
