internal import CLibSSH2
package import Net
internal import Synchronization

/// One SSH session with a jump host, shared by all hosts behind it.
///
/// Only the task in `serve` touches the session. Other tasks leave bytes and requests, and wake it.
package final class JumpRelay: Sendable {
    private enum Event: Sendable {
        case arrived([UInt8])
        case broken(NetError)
        /// Another task has left bytes or a request.
        case sign
    }

    private struct State {
        var new: [JumpStream] = []
        var isSignGiven = false
        var isRetired = false
        var loss: SSHError?
    }

    package let pace: JumpLatency

    private let mayRetire: Bool

    private let state = Mutex(State())
    private let events: AsyncStream<Event>
    private let post: AsyncStream<Event>.Continuation

    /// All sessions with a jump host share `pace`. `mayRetire`: another session can be opened without asking the user
    /// again.
    package init(pace: JumpLatency = JumpLatency(), mayRetire: Bool = true) {
        (self.pace, self.mayRetire) = (pace, mayRetire)
        (events, post) = AsyncStream.makeStream()
    }

    /// Nil while the session works.
    package var loss: SSHError? { state.withLock { $0.loss } }

    /// Whether a channel open hangs, so that another session must open the next.
    package var isRetired: Bool { state.withLock { $0.isRetired } }

    /// Runs until the task is cancelled or the session is lost.
    package func serve(_ session: SSHSession) async -> SSHError {
        let loss = await within(session)
        let left = state.withLock { state in
            state.loss = loss
            return state.new
        }
        for stream in left { stream.lost(loss) }
        return loss
    }

    /// Connects from the jump host to an address as it sees it, and closes after `body`.
    ///
    /// `turn` wraps the wait for other channel opens, which is not this host's fault. Returns nil if another session
    /// must connect, as this one is retired. Throws `NetError`.
    package func withTunnel<Result>(
        to host: String, port: Int, turn: (() async -> Void) async -> Void = { await $0() },
        _ body: (any DuplexStream) async throws -> Result
    ) async throws -> Result? {
        let stream = JumpStream(to: host, port: port) { [weak self] in self?.sign() }
        let (loss, isRetired) = state.withLock { state in
            if state.loss == nil, !state.isRetired { state.new.append(stream) }
            return (state.loss, state.isRetired)
        }
        if isRetired { return nil }
        if let loss { throw NetError.closed(loss.message) }
        defer { stream.close() }
        sign()
        var answer: JumpStream.Turn?
        await turn { answer = await stream.turn.value() }
        guard let answer else { throw NetError.cancelled }
        if answer == .elsewhere { return nil }
        try await stream.opened()
        return try await body(stream)
    }

    /// Ends `serve`.
    package func finish() {
        post.finish()
    }

    private func sign() {
        let isFirst = state.withLock { state in
            defer { state.isSignGiven = true }
            return !state.isSignGiven
        }
        if isFirst { post.yield(.sign) }
    }

    private func takeNew() -> [JumpStream] {
        state.withLock { state in
            state.isSignGiven = false
            defer { state.new = [] }
            return state.new
        }
    }

    private func within(_ session: SSHSession) async -> SSHError {
        guard let stream = session.transport.stream as? any DuplexStream else {
            preconditionFailure("a jump host is reached over a stream that two tasks may use")
        }
        return await withDiscardingTaskGroup(returning: SSHError.self) { group in
            group.addTask { await self.read(stream) }
            defer { group.cancelAll() }
            var desk = JumpChannels(session, pace)
            do throws(SSHError) {
                var watched: ContinuousClock.Instant?
                for await event in events {
                    switch event {
                    case .arrived(let bytes): try session.transport.feed(bytes)
                    case .broken(let error): throw session.transport.lost(error)
                    case .sign: desk.streams += takeNew()
                    }
                    try desk.turn()
                    try await session.transport.flush()
                    if retires(&desk), desk.isIdle { throw .cancelled }
                    if let since = desk.openingSince, since != watched {
                        watched = since
                        group.addTask { await self.signLater(since) }
                    }
                }
                throw .cancelled
            } catch {
                desk.close(error)
                return error
            }
        }
    }

    private func retires(_ desk: inout JumpChannels) -> Bool {
        if isRetired { return true }
        guard mayRetire, !desk.streams.isEmpty, let since = desk.openingSince, since + pace.patience <= .now else {
            return false
        }
        state.withLock { $0.isRetired = true }
        desk.streams += takeNew()
        desk.rejectPending()
        return true
    }

    private func signLater(_ since: ContinuousClock.Instant) async {
        while case let left = ContinuousClock.now.duration(to: since + pace.patience), left > .zero {
            guard (try? await Task.sleep(for: left)) != nil else { return }
        }
        post.yield(.sign)
    }

    /// A separate task, so that the session's task waits only for events.
    private func read(_ stream: any DuplexStream) async {
        do throws(NetError) {
            var bytes: [UInt8]
            repeat {
                bytes = try await stream.read()
                post.yield(.arrived(bytes))
            } while !bytes.isEmpty
        } catch {
            post.yield(.broken(error))
        }
    }
}
