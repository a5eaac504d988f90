internal import CLibSSH2
package import Net
internal import Synchronization

/// One session with a jump host, shared by all the hosts behind it: a connection from there to each of them.
///
/// The session belongs to the task that calls `serve`. The tasks of the hosts never touch it: they leave bytes and
/// wishes, and give a sign. There is no listener, no process and no descriptor for a host behind.
package final class JumpRelay: Sendable {
    private enum Event: Sendable {
        case arrived([UInt8])
        case broken(NetError)
        /// A host's task has left something.
        case sign
    }

    private struct State {
        var new: [JumpStream] = []
        var isSignGiven = false
        /// It opens nothing more, and ends with the last of its connections.
        var isRetired = false
        var loss: SSHError?
    }

    /// How long one opening may keep others waiting.
    package let pace: JumpPace

    /// Whether others may be sent to another session while an opening is not answered.
    private let mayRetire: Bool

    private let state = Mutex(State())
    private let events: AsyncStream<Event>
    private let post: AsyncStream<Event>.Continuation

    /// - Parameters:
    ///   - pace: shared by all sessions with this jump host.
    ///   - mayRetire: whether another session can be had without asking a person again.
    package init(pace: JumpPace = JumpPace(), mayRetire: Bool = true) {
        (self.pace, self.mayRetire) = (pace, mayRetire)
        (events, post) = AsyncStream.makeStream()
    }

    /// Why the jump host was lost; nil while it serves.
    package var loss: SSHError? { state.withLock { $0.loss } }

    /// Whether it opens nothing more, since it waits for an address that does not answer: another session has to.
    package var isRetired: Bool { state.withLock { $0.isRetired } }

    /// Carries the bytes of all connections until the task is cancelled or the session is lost, and says why.
    package func serve(_ session: SSHSession) async -> SSHError {
        let loss = await within(session)
        let left = state.withLock { state in
            state.loss = loss
            return state.new
        }
        for stream in left { stream.lost(loss) }
        return loss
    }

    /// Connects, from the jump host, to an address as the jump host sees it, and closes it when `body` is done.
    ///
    /// It throws `NetError` when that fails, and whatever `body` throws; the jump host goes on for the others. `turn` is
    /// called around the wait for others, which is no fault of the host. nil: another session has to do it, as this one
    /// is retired.
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

    /// Ends `serve`: no host needs the jump host any more.
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
            var desk = JumpDesk(session, pace)
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

    /// Whether it is retired, which it is once an opening has kept others waiting for too long.
    private func retires(_ desk: inout JumpDesk) -> Bool {
        if isRetired { return true }
        guard mayRetire, !desk.streams.isEmpty, let since = desk.openingSince, since + pace.patience <= .now else {
            return false
        }
        state.withLock { $0.isRetired = true }
        desk.streams += takeNew()
        desk.turnAway()
        return true
    }

    /// Has the desk looked at once an opening has taken too long.
    private func signLater(_ since: ContinuousClock.Instant) async {
        while case let left = ContinuousClock.now.duration(to: since + pace.patience), left > .zero {
            guard (try? await Task.sleep(for: left)) != nil else { return }
        }
        post.yield(.sign)
    }

    /// Reads on while the session's own task is at work, so that it need not wait in two places.
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
