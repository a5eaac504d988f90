internal import Fleet
internal import Net
internal import SSH
internal import Sweep
internal import Synchronization

/// The SSH sessions with jump hosts: one per route, opened on first use and shared.
///
/// A second one is opened only while the first waits for a host that does not answer: libssh2 cannot cancel that.
final class JumpHosts: Sendable {
    /// Of a session that was lost after its login.
    private static let reopenings = 2

    /// As in ssh.
    private static let passwordTries = 3

    /// The clock stops while a password is typed.
    private struct Waiting {
        let answer = Promise<Result<JumpRelay, HostFailure>>()
        let clock: PhaseClock
    }

    private enum State {
        case opening([Waiting])
        case open(JumpRelay)
        /// No further login is tried.
        case failed(HostFailure)
    }

    private struct Entry {
        var state = State.opening([])
        /// The current session; a route may have had others.
        var relay: JumpRelay
        let pace: JumpLatency
        var losses = 0
        /// Whether a prompt is shown for a jump host of this route.
        var isAsking = false
        var hasAsked = false
        var tasks: [Task<Void, Never>] = []
    }

    let reactor: Reactor
    private let access: SSHAccess
    private let passwords: JumpPasswords?
    private let entries = Mutex<[[JumpHost]: Entry]>([:])

    /// `asksPerson`: whether passwords and codes can be typed.
    init(_ access: SSHAccess, asksPerson: Bool, on reactor: Reactor) {
        self.access = access
        self.reactor = reactor
        passwords = asksPerson ? JumpPasswords() : nil
    }

    /// Waits until the session with the last host of the route is open.
    func relay(by way: [JumpHost], _ clock: PhaseClock) async throws(HostFailure) -> JumpRelay {
        let waiting = Waiting(clock: clock)
        let answer = waiting.answer
        entries.withLock { entries in
            switch entries[way]?.state {
            case .open(let relay) where relay.loss == nil && !relay.isRetired: answer.settle(.success(relay))
            case .failed(let failure): answer.settle(.failure(failure))
            case .opening(let others):
                if entries[way]?.isAsking == true { clock.pause() }
                entries[way]?.state = .opening(others + [waiting])
            case .open, nil:
                let pace = entries[way]?.pace ?? JumpLatency()
                let relay = JumpRelay(pace: pace, mayRetire: entries[way]?.hasAsked != true)
                entries[way, default: Entry(relay: relay, pace: pace)].relay = relay
                entries[way]?.state = .opening([waiting])
                entries[way]?.tasks.append(Task(executorPreference: reactor) { await self.run(way, relay) })
            }
        }
        guard let result = await answer.value() else {
            throw HostFailure(.interrupted, "the run ended before the host was done")
        }
        return try result.get()
    }

    func close() async {
        let tasks = entries.withLock { $0.values.flatMap(\.tasks) }
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }

    /// Answers waiting hosts when the session is open or has failed.
    private func run(_ way: [JumpHost], _ relay: JumpRelay) async {
        let clock = PhaseClock(.untilOpen)
        let result = await within(clock) {
            await clock.retrying {
                await self.open(way, clock) { session, time in
                    relay.pace.letIn(after: time)
                    self.settle(way, relay, .open(relay))
                    return await relay.serve(session)
                }
            }
        }
        let name = way.last?.name ?? ""
        let failure: HostFailure? = if case .failure(let failure) = result { failure } else { nil }
        let reason = (clock.hasExpired ? clock.failure() : nil) ?? failure
        if let reason {
            settle(way, relay, .failed(HostFailure(reason.outcome, "the jump host \(name): \(reason.reason)")))
        }
    }

    /// Returns how the session was lost.
    private func open(
        _ way: [JumpHost], _ clock: PhaseClock, _ body: (SSHSession, _ loginTime: Duration) async -> SSHError
    ) async -> Result<Void, HostFailure> {
        guard let jump = way.last else { return .success(()) }
        let destination = access.destination(of: jump)
        var tries = 0
        while true {
            tries += 1
            let typed = passwords?.attempt(at: destination)
            var options = access.options(for: jump)
            options.passwordAdvice =
                "the password of a jump host is asked for at the terminal, but there is no terminal"
            options.password = typed?.password
            if passwords != nil { options.asker = { TerminalPrompt.answer($0, of: "jump host \(jump.name)") } }
            let start = ContinuousClock.now
            do throws(HostFailure) {
                let loss = try await access.withSession(
                    to: destination, options: options, way: jump.ssh, by: way.dropLast(), jumps: self, clock,
                    announce: { self.note(isAsking: $0 == .waiting, on: way) }
                ) { await body($0, start.duration(to: .now)) }
                return loss.kind == .cancelled ? .success(()) : .failure(HostFailure(loss))
            } catch {
                note(isAsking: false, on: way)
                guard typed?.wasRefused == true, tries < Self.passwordTries else { return .failure(error) }
            }
        }
    }

    /// Pauses or resumes the clocks of all hosts that wait for this jump host.
    private func note(isAsking: Bool, on way: [JumpHost]) {
        entries.withLock { entries in
            for (key, entry) in entries where key.starts(with: way) && entry.isAsking != isAsking {
                entries[key]?.isAsking = isAsking
                if isAsking { entries[key]?.hasAsked = true }
                guard case .opening(let waiting) = entry.state else { continue }
                for one in waiting { if isAsking { one.clock.pause() } else { one.clock.resume() } }
            }
        }
    }

    private func settle(_ way: [JumpHost], _ relay: JumpRelay, _ state: State) {
        let waiting = entries.withLock { entries -> [Waiting] in
            // A retired session must not change the state of its successor.
            guard var entry = entries[way], entry.relay === relay else { return [] }
            defer { entries[way] = entry }
            switch (entry.state, state) {
            case (.opening(let waiting), _):
                entry.state = state
                return waiting
            // The next host opens it again.
            case (.open, .failed) where entry.losses < Self.reopenings: entry.losses += 1
            default: entry.state = state
            }
            return []
        }
        for one in waiting {
            switch state {
            case .open(let relay): one.answer.settle(.success(relay))
            case .failed(let failure): one.answer.settle(.failure(failure))
            case .opening: break
            }
        }
    }
}

extension PhaseClock.Limits {
    /// Limits the login, but not the session, which lasts as long as the sweep.
    fileprivate static let untilOpen = {
        var limits = PhaseClock.Limits()
        limits.total = .seconds(365 * 86_400)
        limits.starting = limits.total
        return limits
    }()
}
