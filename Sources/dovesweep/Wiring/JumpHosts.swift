internal import Fleet
internal import Net
internal import SSH
internal import Sweep
internal import Synchronization

/// The sessions with jump hosts: one for each way, opened by the first host that needs it and shared by all.
final class JumpHosts: Sendable {
    /// A jump host that let us in and was lost is opened again so many times, for the hosts that are still to come.
    private static let reopenings = 2

    private enum State {
        case opening([Promise<Result<JumpRelay, HostFailure>>])
        case open(JumpRelay)
        /// It cannot be had: nobody asks it to let us in once more.
        case failed(HostFailure)
    }

    private struct Entry {
        var state: State
        var losses = 0
        var task: Task<Void, Never>?
    }

    let reactor: Reactor
    private let access: SSHAccess
    private let entries = Mutex<[[JumpHost]: Entry]>([:])

    init(_ access: SSHAccess, on reactor: Reactor) {
        self.access = access
        self.reactor = reactor
    }

    /// The session with the last host of a way, once it stands.
    func relay(by way: [JumpHost]) async throws(HostFailure) -> JumpRelay {
        let answer = Promise<Result<JumpRelay, HostFailure>>()
        entries.withLock { entries in
            let losses = entries[way]?.losses ?? 0
            switch entries[way]?.state {
            case .open(let relay) where relay.loss == nil: answer.settle(.success(relay))
            case .failed(let failure): answer.settle(.failure(failure))
            case .opening(let waiting): entries[way]?.state = .opening(waiting + [answer])
            case .open, nil:
                entries[way] = Entry(state: .opening([answer]), losses: losses)
                entries[way]?.task = Task(executorPreference: reactor) { await self.run(way) }
            }
        }
        guard let result = await answer.value() else {
            throw HostFailure(.interrupted, "the run ended before the host was done")
        }
        return try result.get()
    }

    /// Ends all sessions.
    func close() async {
        let tasks = entries.withLock { $0.values.compactMap(\.task) }
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }

    /// Opens the session with a jump host, serves the hosts behind it until it is lost, and tells who waits.
    private func run(_ way: [JumpHost]) async {
        let relay = JumpRelay()
        let clock = PhaseClock(.untilOpen)
        let failure = await within(clock) { () async -> HostFailure? in
            do throws(HostFailure) {
                try await self.open(way, clock) { session in
                    self.settle(way, .open(relay))
                    return await relay.serve(session)
                }
                return nil
            } catch {
                return error
            }
        }
        let name = way.last?.name ?? ""
        let reason = (clock.hasExpired ? clock.failure() : nil) ?? failure
        if let reason { settle(way, .failed(HostFailure(reason.outcome, "the jump host \(name): \(reason.reason)"))) }
    }

    private func open(
        _ way: [JumpHost], _ clock: PhaseClock, _ body: (SSHSession) async -> SSHError
    ) async throws(HostFailure) {
        guard let jump = way.last else { return }
        let loss = try await access.withSession(
            to: access.destination(of: jump), options: access.options(for: jump), way: jump.ssh, by: way.dropLast(),
            jumps: self, clock, body)
        if loss.kind != .cancelled { throw HostFailure(loss) }
    }

    private func settle(_ way: [JumpHost], _ state: State) {
        let waiting = entries.withLock { entries -> [Promise<Result<JumpRelay, HostFailure>>] in
            guard var entry = entries[way] else { return [] }
            defer { entries[way] = entry }
            switch (entry.state, state) {
            case (.opening(let waiting), _):
                entry.state = state
                return waiting
            // It served, and was lost: the next host opens it again, some times.
            case (.open, .failed) where entry.losses < Self.reopenings: entry.losses += 1
            default: entry.state = state
            }
            return []
        }
        for promise in waiting {
            switch state {
            case .open(let relay): promise.settle(.success(relay))
            case .failed(let failure): promise.settle(.failure(failure))
            case .opening: break
            }
        }
    }
}

extension PhaseClock.Limits {
    /// A jump host has its time to let us in, and then stays for as long as the sweep goes.
    fileprivate static let untilOpen = {
        var limits = PhaseClock.Limits()
        limits.total = .seconds(365 * 86_400)
        limits.starting = limits.total
        return limits
    }()
}
