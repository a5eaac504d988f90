internal import Dispatch
internal import Synchronization

/// Waits until a socket takes bytes again, or, at first, until it is connected.
///
/// Its source rests whenever nobody waits: an idle socket is always writable, and the source would spin.
final class WriteGate: Sendable {
    private struct State {
        var open = false
        var resting = false
        var closed = false
        var cancelled = false
        var writer: CheckedContinuation<Void, Never>?
    }

    private let descriptor: Descriptor
    private let source: Source
    private let state = Mutex(State())

    init(_ descriptor: Descriptor, on queue: DispatchQueue) {
        self.descriptor = descriptor
        source = .writing(descriptor.number, on: queue)
    }

    /// Starts to watch.
    func activate() {
        source.activate(
            event: { [self] in open() },
            cancelled: { [descriptor] in descriptor.release() })
    }

    /// Lets the writer try again: called by the source, by the reading side at the end of the stream, or by a timer.
    func open() {
        let writer = state.withLock { state -> CheckedContinuation<Void, Never>? in
            if !state.resting, !state.closed {
                state.resting = true
                source.suspend()
            }
            guard let writer = state.writer.take() else {
                state.open = true
                return nil
            }
            return writer
        }
        writer?.resume()
    }

    /// Waits for the next chance to write; it may be a false one.
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

    /// Lets go of the descriptor.
    func close() {
        state.withLock { state in
            if state.resting { source.resume() }
            state.resting = false
            state.closed = true
            source.cancel()
        }
    }

    private func park(_ writer: CheckedContinuation<Void, Never>) {
        let passes = state.withLock { state in
            if state.cancelled || state.open {
                state.open = false
                return true
            }
            state.writer = writer
            if state.resting {
                state.resting = false
                source.resume()
            }
            return false
        }
        if passes { writer.resume() }
    }
}
