internal import Dispatch
internal import Glibc
internal import Synchronization

/// What has come in on a socket and was not read yet, filled by its read source and emptied by the one reading task.
///
/// The source is activated right after `connect` and each event reads until EAGAIN or the end: a source that is
/// activated on, or waits for, a descriptor that has hung up already never fires on Linux (EPOLLHUP removes it).
final class Inbox: Sendable {
    /// Beyond this many bytes the source rests until they are read, so a fast peer cannot fill the memory.
    static let limit = 4 * chunk
    private static let chunk = 64 * 1024

    private struct State {
        var bytes: [UInt8] = []
        /// 0 is the orderly end of the stream, anything else the errno that broke it.
        var end: Int32?
        var resting = false
        var closed = false
        var cancelled = false
        var reader: CheckedContinuation<Void, Never>?
    }

    private let descriptor: Descriptor
    private let acknowledgesAtOnce: Bool
    private let source: Source
    private let state = Mutex(State())

    /// `acknowledgesAtOnce` sets TCP_QUICKACK after each receive: sshd leaves Nagle's algorithm on until a command runs,
    /// and its second small packet would wait 40 ms for our delayed acknowledgement.
    init(_ descriptor: Descriptor, on queue: DispatchQueue, acknowledgesAtOnce: Bool) {
        self.descriptor = descriptor
        self.acknowledgesAtOnce = acknowledgesAtOnce
        source = .reading(descriptor.number, on: queue)
    }

    /// Starts to read; `ended` is called when the peer has closed or the connection broke.
    func activate(ended: @escaping @Sendable () -> Void) {
        source.activate(
            event: { [self] in if receive() { ended() } },
            cancelled: { [descriptor] in descriptor.release() })
    }

    /// The errno that broke the connection, or 0 when the peer has closed it; nil while it stands.
    var end: Int32? {
        state.withLock { $0.end }
    }

    /// Waits for bytes and takes all that are there; an empty array is the end.
    func take() async throws(NetError) -> [UInt8] {
        while true {
            if let bytes = try takeAtOnce() { return bytes }
            await withTaskCancellationHandler {
                await withCheckedContinuation { park($0) }
            } onCancel: {
                let reader = state.withLock { state in
                    state.cancelled = true
                    return state.reader.take()
                }
                reader?.resume()
            }
        }
    }

    /// Lets go of the descriptor. A resting source must be resumed first, or it would never run its cancel handler.
    func close() {
        state.withLock { state in
            if state.resting { source.resume() }
            state.resting = false
            state.closed = true
            source.cancel()
        }
    }

    private func takeAtOnce() throws(NetError) -> [UInt8]? {
        let (bytes, end, cancelled) = state.withLock { state in
            let bytes = state.bytes
            state.bytes = []
            if state.resting, state.end == nil {
                // Read here before the next event: the peer may have hung up while the source rested.
                state.resting = false
                source.resume()
                fill(&state)
            }
            return (bytes, state.end, state.cancelled)
        }
        if !bytes.isEmpty { return bytes }
        if cancelled { throw .cancelled }
        guard let end else { return nil }
        if end != 0 { throw NetError(errno: end) }
        return []
    }

    private func park(_ reader: CheckedContinuation<Void, Never>) {
        let ready = state.withLock { state in
            if state.cancelled || state.end != nil || !state.bytes.isEmpty { return true }
            state.reader = reader
            return false
        }
        if ready { reader.resume() }
    }

    /// The source's event: returns whether the stream is at its end.
    private func receive() -> Bool {
        let (reader, ended) = state.withLock { state in
            fill(&state)
            let ready = state.end != nil || !state.bytes.isEmpty
            return (ready ? state.reader.take() : nil, state.end != nil)
        }
        reader?.resume()
        return ended
    }

    /// Reads until EAGAIN, the end or the limit, and rests after the last two.
    private func fill(_ state: inout State) {
        guard !state.closed else { return }
        withUnsafeTemporaryAllocation(byteCount: Self.chunk, alignment: 1) { buffer in
            while state.end == nil, state.bytes.count < Self.limit {
                let count = recv(descriptor.number, buffer.baseAddress, buffer.count, 0)
                if count > 0 {
                    if acknowledgesAtOnce { acknowledge() }
                    state.bytes.append(contentsOf: buffer[..<count])
                } else if count == 0 {
                    state.end = 0
                } else if errno == EAGAIN {
                    return
                } else if errno != EINTR {
                    state.end = errno
                }
            }
        }
        guard !state.resting, state.end != nil || state.bytes.count >= Self.limit else { return }
        state.resting = true
        source.suspend()
    }

    private func acknowledge() {
        var on: Int32 = 1
        setsockopt(descriptor.number, Int32(IPPROTO_TCP), TCP_QUICKACK, &on, socklen_t(MemoryLayout<Int32>.size))
    }
}
