internal import Net
internal import Synchronization

/// A connection through a jump host.
final class JumpStream: DuplexStream {
    /// Unread bytes at which the channel is no longer read.
    static let limit = 256 * 1024

    private struct State {
        var outgoing: [UInt8] = []
        var isClosed = false
    }

    let host: String
    let port: Int
    private let inbox = Mailbox()
    let turn = Promise<Turn>()
    private let opening = Promise<Result<Void, NetError>>()
    private let state = Mutex(State())
    private let sign: @Sendable () -> Void

    init(to host: String, port: Int, sign: @escaping @Sendable () -> Void) {
        self.host = host
        self.port = port
        self.sign = sign
    }

    /// `elsewhere`: another session must open the channel.
    enum Turn { case begun, elsewhere }

    func opened() async throws(NetError) {
        guard let result = await opening.value() else { throw .cancelled }
        try result.get()
    }

    func read() async throws(NetError) -> [UInt8] {
        let wasFull = isFull
        let bytes = try await inbox.take()
        if wasFull { sign() }
        return bytes
    }

    /// Unlimited, as a host is sent little (keys, a script, a password).
    func write(_ bytes: [UInt8]) async throws(NetError) {
        state.withLock { $0.outgoing += bytes }
        sign()
    }

    func close() {
        state.withLock { $0.isClosed = true }
        sign()
    }
}

/// For the jump host's task.
extension JumpStream {
    var isClosed: Bool { state.withLock { $0.isClosed } }
    var isFull: Bool { inbox.count >= Self.limit }

    func takeOutgoing() -> [UInt8] {
        state.withLock { state in
            defer { state.outgoing = [] }
            return state.outgoing
        }
    }

    func begins() { turn.settle(.begun) }
    func isTurnedAway() { turn.settle(.elsewhere) }
    func succeeded() { opening.settle(.success(())) }
    func failed(_ error: NetError) { opening.settle(.failure(error)) }
    func deliver(_ bytes: [UInt8]) { inbox.put(bytes) }
    func ended() { inbox.end() }

    func lost(_ error: SSHError) {
        let error: NetError = error.kind == .cancelled ? .cancelled : .closed(error.message)
        begins()
        failed(error)
        inbox.end(error)
    }
}
