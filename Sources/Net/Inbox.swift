internal import Glibc
internal import Synchronization

/// What has come in on a socket and was not read yet, filled as the socket reports and emptied by the one reading task.
final class Inbox: Sendable {
    /// Beyond this many bytes no more is received until they are read, so a fast peer cannot fill the memory.
    static let limit = 4 * chunk
    private static let chunk = 64 * 1024

    private struct State {
        /// 0 is the orderly end of the stream, anything else the errno that broke it.
        var end: Int32?
        /// Stopped at the limit, with more in the kernel: it will not be reported again.
        var isFull = false
        var acknowledgesAtOnce: Bool
        var closed = false
    }

    private let number: Int32
    private let mailbox = Mailbox()
    private let state: Mutex<State>

    /// `acknowledgesAtOnce` sets TCP_QUICKACK after each receive: sshd leaves Nagle's algorithm on until a command runs,
    /// and its second small packet would wait 40 ms for our delayed acknowledgement.
    init(_ number: Int32, acknowledgesAtOnce: Bool) {
        self.number = number
        state = Mutex(State(acknowledgesAtOnce: acknowledgesAtOnce))
    }

    /// The errno that broke the connection, or 0 when the peer has closed it; nil while it stands.
    var end: Int32? {
        state.withLock { $0.end }
    }

    /// Receives what has come; true when that is the end.
    func receive() -> Bool {
        state.withLock { state in
            fill(&state)
            return state.end != nil
        }
    }

    /// Waits for bytes and takes all that are there; an empty array is the end.
    func take() async throws(NetError) -> [UInt8] {
        let bytes = try await mailbox.take()
        state.withLock { state in
            if state.isFull { fill(&state) }
        }
        return bytes
    }

    /// From now on the kernel acknowledges when it sees fit.
    func acknowledgeAtLeisure() {
        state.withLock { $0.acknowledgesAtOnce = false }
    }

    /// Nothing is received from now on: the descriptor's number may soon be another socket's.
    func close() {
        state.withLock { $0.closed = true }
    }

    /// Receives until EAGAIN, the end or the limit.
    private func fill(_ state: inout State) {
        guard !state.closed, state.end == nil else { return }
        state.isFull = false
        withUnsafeTemporaryAllocation(byteCount: Self.chunk, alignment: 1) { buffer in
            while state.end == nil {
                guard mailbox.count < Self.limit else { return state.isFull = true }
                let count = recv(number, buffer.baseAddress, buffer.count, 0)
                if count > 0 {
                    if state.acknowledgesAtOnce { acknowledge() }
                    mailbox.put(Array(buffer[..<count]))
                } else if count == 0 {
                    state.end = 0
                    mailbox.end()
                } else if errno == EAGAIN {
                    return
                } else if case let code = errno, code != EINTR {
                    state.end = code
                    mailbox.end(NetError(errno: code))
                }
            }
        }
    }

    private func acknowledge() {
        var on: Int32 = 1
        setsockopt(number, Int32(IPPROTO_TCP), TCP_QUICKACK, &on, socklen_t(MemoryLayout<Int32>.size))
    }
}
