internal import Glibc
internal import Synchronization

/// A socket's descriptor, closed when the last of the two sources that watch it has run its cancel handler.
///
/// Closing it earlier would let the kernel give its number to another socket while Dispatch still watches it.
final class Descriptor: Sendable {
    private struct State {
        var watchers = 2
        var waiting: CheckedContinuation<Void, Never>?
    }

    let number: Int32
    private let state = Mutex(State())

    init(_ number: Int32) {
        self.number = number
    }

    /// One source has let go of the descriptor.
    func release() {
        let (last, waiting) = state.withLock { state in
            state.watchers -= 1
            return (state.watchers == 0, state.waiting)
        }
        guard last else { return }
        Glibc.close(number)
        waiting?.resume()
    }

    /// Waits until the descriptor is closed, even when the task is cancelled: it takes two turns of the event loop.
    func closed() async {
        await withCheckedContinuation { continuation in
            let isClosed = state.withLock { state in
                if state.watchers > 0 { state.waiting = continuation }
                return state.watchers == 0
            }
            if isClosed { continuation.resume() }
        }
    }
}
