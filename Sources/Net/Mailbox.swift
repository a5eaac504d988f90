internal import Synchronization

/// A queue of bytes for one reading task; writers do not wait.
package final class Mailbox: Sendable {
    private struct State {
        var bytes: [UInt8] = []
        var end: End?
        var cancelled = false
        var reader: CheckedContinuation<Void, Never>?
    }

    private enum End { case orderly, broken(NetError) }

    private let state = Mutex(State())

    package init() {}

    package var count: Int { state.withLock { $0.bytes.count } }

    /// Adds bytes, which are taken before any end.
    package func put(_ bytes: [UInt8]) {
        wake { state in
            if state.bytes.isEmpty { state.bytes = bytes } else { state.bytes += bytes }
        }
    }

    /// Only the first end counts; nil is an orderly one.
    package func end(_ failure: NetError? = nil) {
        wake { state in
            if state.end == nil { state.end = failure.map(End.broken) ?? .orderly }
        }
    }

    /// Waits for bytes; an empty array is the end. One task may wait.
    package func take() async throws(NetError) -> [UInt8] {
        while true {
            if let bytes = try takeAtOnce() { return bytes }
            await withTaskCancellationHandler {
                await withCheckedContinuation { park($0) }
            } onCancel: {
                wake { $0.cancelled = true }
            }
        }
    }

    private func takeAtOnce() throws(NetError) -> [UInt8]? {
        let (bytes, end, cancelled) = state.withLock { state in
            let bytes = state.bytes
            state.bytes = []
            return (bytes, state.end, state.cancelled)
        }
        if !bytes.isEmpty { return bytes }
        if cancelled { throw .cancelled }
        switch end {
        case nil: return nil
        case .orderly: return []
        case .broken(let failure): throw failure
        }
    }

    private func park(_ reader: CheckedContinuation<Void, Never>) {
        let ready = state.withLock { state in
            if state.cancelled || state.end != nil || !state.bytes.isEmpty { return true }
            state.reader = reader
            return false
        }
        if ready { reader.resume() }
    }

    private func wake(_ change: (inout State) -> Void) {
        let reader = state.withLock { state in
            change(&state)
            return state.reader.take()
        }
        reader?.resume()
    }
}
