internal import Glibc
internal import Synchronization

/// The bytes that a socket has received and its one reader has not taken.
final class Inbox: Sendable {
    /// A full inbox receives nothing, so that a fast peer cannot fill the memory.
    static let limit = 4 * chunk
    private static let chunk = 64 * 1024

    private struct State {
        /// 0 is an orderly end, anything else an errno.
        var end: Int32?
        /// Stopped at the limit: EPOLLET will not report the rest again.
        var isFull = false
        var usesQuickAck: Bool
        var closed = false
    }

    private let number: Int32
    private let mailbox = Mailbox()
    private let state: Mutex<State>

    /// `usesQuickAck` sets TCP_QUICKACK after each receive. sshd uses Nagle's algorithm until a command runs: its
    /// second small packet waits 40 ms for a delayed ACK.
    init(_ number: Int32, usesQuickAck: Bool) {
        self.number = number
        state = Mutex(State(usesQuickAck: usesQuickAck))
    }

    var end: Int32? {
        state.withLock { $0.end }
    }

    /// Returns whether the stream has ended.
    func receive() -> Bool {
        state.withLock { state in
            fill(&state)
            return state.end != nil
        }
    }

    /// An empty array is the end of the stream.
    func take() async throws(NetError) -> [UInt8] {
        let bytes = try await mailbox.take()
        state.withLock { state in
            if state.isFull { fill(&state) }
        }
        return bytes
    }

    /// Ends TCP_QUICKACK.
    func disableQuickAck() {
        state.withLock { $0.usesQuickAck = false }
    }

    /// Receives no more, as the descriptor's number may soon be another socket's.
    func close() {
        state.withLock { $0.closed = true }
    }

    private func fill(_ state: inout State) {
        guard !state.closed, state.end == nil else { return }
        state.isFull = false
        withUnsafeTemporaryAllocation(byteCount: Self.chunk, alignment: 1) { buffer in
            while state.end == nil {
                guard mailbox.count < Self.limit else { return state.isFull = true }
                let count = recv(number, buffer.baseAddress, buffer.count, 0)
                if count > 0 {
                    if state.usesQuickAck { acknowledge() }
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
