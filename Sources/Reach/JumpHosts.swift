internal import Fleet
package import Net
internal import SSH
internal import Sweep
internal import Synchronization

/// The SSH sessions with jump hosts: one per route, opened on first use and shared.
///
/// A second one is opened only while the first waits for a host that does not answer: libssh2 cannot cancel that.
package final class JumpHosts: Sendable {
    /// As in ssh.
    private static let passwordTries = 3

    /// The clock stops while a password is typed.
    private struct Waiting {
        let answer = Promise<Result<JumpRelay, HostFailure>>()
        let clock: PhaseClock
    }

    private struct State {
        var routes = JumpRoutes<JumpRelay, Waiting>()
        var tasks: [Task<Void, Never>] = []
    }

    package let reactor: Reactor
    private let access: SSHAccess
    private let passwords: JumpPasswords?
    private let prompter: (any Prompter)?
    private let state = Mutex(State())

    /// `prompter` asks for passwords and codes; nil without a terminal.
    package init(_ access: SSHAccess, prompter: (any Prompter)?, on reactor: Reactor) {
        self.access = access
        self.reactor = reactor
        self.prompter = prompter
        passwords = prompter.map(JumpPasswords.init)
    }

    /// Waits until the session with the last host of the route is open.
    func relay(by route: [JumpHost], _ clock: PhaseClock) async throws(HostFailure) -> JumpRelay {
        let waiting = Waiting(clock: clock)
        let answer = waiting.answer
        state.withLock { state in
            let request = state.routes.request(route, waiting) { former, mayRetire in
                JumpRelay(pace: former?.pace ?? JumpLatency(), mayRetire: mayRetire)
            }
            switch request {
            case .isOpen(let relay): answer.settle(.success(relay))
            case .hasFailed(let failure): answer.settle(.failure(failure))
            case .waits(let isAsking): if isAsking { clock.pause() }
            case .opens(let relay):
                state.tasks.append(Task(executorPreference: reactor) { await self.run(route, relay) })
            }
        }
        guard let result = await answer.value() else {
            throw HostFailure(.interrupted, "the run ended before the host was done")
        }
        return try result.get()
    }

    package func close() async {
        let tasks = state.withLock { $0.tasks }
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }

    /// Answers waiting hosts when the session is open or has failed.
    private func run(_ route: [JumpHost], _ relay: JumpRelay) async {
        let clock = PhaseClock(.untilOpen)
        let result = await within(clock) {
            await clock.retrying {
                await self.open(route, clock) { session, time in
                    relay.pace.letIn(after: time)
                    self.settle(route, relay, .success(relay))
                    return await relay.serve(session)
                }
            }
        }
        let name = route.last?.name ?? ""
        let failure: HostFailure? = if case .failure(let failure) = result { failure } else { nil }
        let reason = (clock.hasExpired ? clock.failure() : nil) ?? failure
        if let reason {
            settle(route, relay, .failure(HostFailure(reason.outcome, "the jump host \(name): \(reason.reason)")))
        }
    }

    /// Returns how the session was lost.
    private func open(
        _ route: [JumpHost], _ clock: PhaseClock, _ body: (SSHSession, _ loginTime: Duration) async -> SSHError
    ) async -> Result<Void, HostFailure> {
        guard let jump = route.last else { return .success(()) }
        let destination = access.destination(of: jump)
        var tries = 0
        while true {
            tries += 1
            let typed = passwords?.attempt(at: destination)
            var options = access.options(for: jump)
            options.passwordAdvice =
                "the password of a jump host is asked for at the terminal, but there is no terminal"
            options.password = typed?.password
            if let prompter { options.asker = { prompter.answer($0, of: "jump host \(jump.name)") } }
            let start = ContinuousClock.now
            do throws(HostFailure) {
                let loss = try await access.withSession(
                    to: destination, options: options, settings: jump.ssh, by: route.dropLast(), jumps: self, clock,
                    announce: { self.note(isAsking: $0 == .waiting, on: route) }
                ) { await body($0, start.duration(to: .now)) }
                return loss.kind == .cancelled ? .success(()) : .failure(HostFailure(loss))
            } catch {
                note(isAsking: false, on: route)
                guard typed?.wasRefused == true, tries < Self.passwordTries else { return .failure(error) }
            }
        }
    }

    /// Pauses or resumes the clocks of all hosts that wait for this jump host.
    private func note(isAsking: Bool, on route: [JumpHost]) {
        state.withLock { state in
            for waiting in state.routes.note(isAsking: isAsking, on: route) {
                if isAsking { waiting.clock.pause() } else { waiting.clock.resume() }
            }
        }
    }

    private func settle(_ route: [JumpHost], _ relay: JumpRelay, _ result: Result<JumpRelay, HostFailure>) {
        let waiting = state.withLock { $0.routes.settle(route, relay, result) }
        for one in waiting { one.answer.settle(result) }
    }
}

extension JumpRelay: JumpSession {
    var isUsable: Bool { loss == nil && !isRetired }
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
