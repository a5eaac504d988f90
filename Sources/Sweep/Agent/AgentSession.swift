internal import Fleet

/// Runs the agent on a host that has let us in, and reports its evidence as it comes.
struct AgentSession {
    let host: Host
    /// Sudo's password; nil: it has to do without.
    let become: GuardedSecret?
    /// The probe account's password; nil: it is not tested.
    let password: Secret?
    let login: LoginPermit?
    /// What tells of a mailbox only when it is opened is asked too.
    let opensMailbox: Bool
    /// What an operator's own checks look at.
    let probes: [Probe]
    let clock: PhaseClock
    let report: (Evidence) async -> Void
    /// Called once the agent has looked: waits for the attempts whose log lines it may read, and says what it is to do.
    let conclude: () async -> Conclusion

    enum Conclusion {
        case readLog, leave
        /// Nothing more can be said to it.
        case lost
    }

    /// Returns when the agent has reported all it announced.
    func run(on connection: any Connection) async throws(HostFailure) {
        clock.enter(.starting)
        let question = question
        try await connection.withShell(question?.command ?? Agent.command(for: host)) { shell throws(HostFailure) in
            try await question?.pass(shell)
            var state = State(nonce: Self.nonce(), probes: Agent.probeNames(adding: probes))
            let script = Agent.stream(
                nonce: state.nonce, account: host.probe?.user,
                wants: Agent.Wants(password: password != nil, mailbox: opensMailbox, closing: true), adding: probes)
            // A host that refuses to run it closes its ear first and says why after: what it says is worth more.
            do { try await shell.write(script) } catch {}
            do throws(HostFailure) {
                try await converse(with: shell, &state)
            } catch {
                if let rest = state.decoder.finish() { await report(rest) }
                throw error
            }
        }
    }

    /// Sudo's, where there is an answer to it. (doas asks at a terminal alone.)
    private var question: SudoQuestion? {
        guard let become, host.become?.method == .sudo else { return nil }
        return SudoQuestion(host: host, password: become, clock: clock, nonce: Self.nonce())
    }

    private struct State {
        let nonce: String
        var decoder: FrameDecoder
        var errors: [UInt8] = []
        var errorsReceived = 0
        var hasStarted = false
        var hasAnswered = false
        var hasConcluded = false

        init(nonce: String, probes: Set<String>) {
            self.nonce = nonce
            decoder = FrameDecoder(nonce: nonce, probes: probes)
        }
    }

    private func converse(with shell: any Shell, _ state: inout State) async throws(HostFailure) {
        while true {
            switch try await shell.read() {
            case .output(let bytes):
                for event in state.decoder.append(bytes) {
                    if try await handle(event, shell, &state) { return }
                }
                if state.decoder.hasOverflowed { throw overflow(state) }
            case .errors(let bytes):
                state.errorsReceived += bytes.count
                if state.errorsReceived > FrameDecoder.sessionLimit { throw overflow(state) }
                state.errors.append(contentsOf: bytes.prefix(Self.errorsLimit - state.errors.count))
            case .end(let status):
                throw state.hasStarted
                    ? HostFailure(.disconnected, "the agent ended before it had reported everything")
                    : NoGreeting(
                        host: host, status: status, errors: state.errors, noise: state.decoder.noise,
                        knowsPassword: become != nil
                    ).failure
            }
        }
    }

    /// Acts on one event; true when the agent is done.
    private func handle(_ event: FrameDecoder.Event, _ shell: any Shell, _ state: inout State) async throws(HostFailure)
        -> Bool
    {
        switch event {
        case .hello:
            state.hasStarted = true
            clock.enter(.running)
        // The agent asks once; a host that asks again would have the password tried again.
        case .ready where state.hasAnswered: break
        case .ready:
            state.hasAnswered = true
            try await answer(shell)
        case .evidence(let evidence): await report(evidence)
        case .waiting where state.hasConcluded: break
        case .waiting:
            state.hasConcluded = true
            let conclusion = await conclude()
            if conclusion == .lost { return true }
            clock.enter(.running)
            try await shell.write(Array((conclusion == .readLog ? "close\n" : "leave\n").utf8))
        case .bye: return true
        }
        return false
    }

    /// Sends the password where it may be tried, or why not.
    private func answer(_ shell: any Shell) async throws(HostFailure) {
        guard let password, let login else { return try await shell.write(Array("skip no password is known\n".utf8)) }
        if await login.begin() {
            try await shell.write(Array("go\n".utf8) + password.bytes + Array("\n".utf8))
        } else {
            try await shell.write(Array("skip other hosts have refused it as often as --max-refusals allows\n".utf8))
        }
    }

    private func overflow(_ state: State) -> HostFailure {
        state.hasStarted
            ? HostFailure(
                .disconnected,
                "it sent more than \(FrameDecoder.sessionLimit >> 20) MiB or \(FrameDecoder.mostMarks) marks, and was cut off"
            )
            : HostFailure(
                .shell, "its login shell printed more than \(FrameDecoder.noiseLimit >> 10) KiB before the agent")
    }

    /// What is kept of the channel's standard error, for messages.
    private static let errorsLimit = 4096

    private static func nonce() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<4).map { _ in String(UInt32.random(in: UInt32(1 << 28)...UInt32.max, using: &generator), radix: 16)
        }
        .joined()
    }
}
