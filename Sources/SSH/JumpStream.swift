internal import Net
internal import Synchronization

/// A connection through a jump host, from the side of the task that uses it.
final class JumpStream: DuplexStream {
    /// Beyond this many bytes nothing more is taken from the channel until they are read.
    static let limit = 256 * 1024

    private struct State {
        var outgoing: [UInt8] = []
        var isClosed = false
    }

    let host: String
    let port: Int
    private let inbox = Mailbox()
    /// Settled when its turn has come, as openings are begun one after another.
    let turn = Promise<Turn>()
    private let opening = Promise<Result<Void, NetError>>()
    private let state = Mutex(State())
    /// Tells the jump host's task that something was left for it.
    private let sign: @Sendable () -> Void

    init(to host: String, port: Int, sign: @escaping @Sendable () -> Void) {
        self.host = host
        self.port = port
        self.sign = sign
    }

    /// Whether the jump host's task has begun to open it, or wants it to be opened by another session.
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

    /// Leaves the bytes to be sent. What we send to a host is bounded (keys, a script, a password): nothing waits here.
    func write(_ bytes: [UInt8]) async throws(NetError) {
        state.withLock { $0.outgoing += bytes }
        sign()
    }

    func close() {
        state.withLock { $0.isClosed = true }
        sign()
    }
}

/// The side of the jump host's task.
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

    /// The jump host is gone.
    func lost(_ error: SSHError) {
        let error: NetError = error.kind == .cancelled ? .cancelled : .closed(error.message)
        begins()
        failed(error)
        inbox.end(error)
    }
}
