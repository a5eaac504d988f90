internal import Fleet

/// Runs the agent over an open connection and reports its evidence.
struct AgentSession {
    let host: Host
    /// For sudo.
    let become: GuardedSecret?
    /// The probe account's; nil does not test it.
    let password: Secret?
    let login: LoginPermit?
    let opensMailbox: Bool
    let probes: [Probe]
    let clock: PhaseClock
    let report: (Evidence) async -> Void
    /// Waits for the login attempts, then decides what the agent does.
    let conclude: () async -> Conclusion

    enum Conclusion {
        case readLog, leave
        /// The session is unusable.
        case lost
    }

    func run(on connection: any Connection) async throws(HostFailure) {
        clock.enter(.starting)
        let question = question
        try await connection.withShell(question?.command ?? Agent.command(for: host)) { shell throws(HostFailure) in
            try await question?.pass(shell)
            var state = State(nonce: Self.nonce(), probes: Agent.probeNames(adding: probes))
            let script = Agent.stream(
                nonce: state.nonce, account: host.probe?.user,
                wants: Agent.Wants(
                    patience: clock.probePatience, password: password != nil, mailbox: opensMailbox, closing: true),
                adding: probes)
            // A host that refuses the agent closes its input before it sends the reason.
            do { try await shell.write(script) } catch {}
            do throws(HostFailure) {
                try await converse(with: shell, &state)
            } catch {
                if let rest = state.decoder.finish() { await report(rest) }
                throw error
            }
        }
    }

    /// doas asks on a terminal only.
    private var question: SudoPrompt? {
        guard let become, host.become?.method == .sudo else { return nil }
        return SudoPrompt(host: host, password: become, clock: clock, nonce: Self.nonce())
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
                    : AgentStartFailure(
                        host: host, status: status, errors: state.errors, noise: state.decoder.noise,
                        knowsPassword: become != nil
                    ).failure
            }
        }
    }

    private func handle(_ event: FrameDecoder.Event, _ shell: any Shell, _ state: inout State) async throws(HostFailure)
        -> Bool
    {
        switch event {
        case .hello:
            state.hasStarted = true
            clock.enter(.running)
        // The agent asks once. A second request would try the password again.
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

    private func answer(_ shell: any Shell) async throws(HostFailure) {
        guard let password, let login else { return try await shell.write(Array("skip no password is known\n".utf8)) }
        if await login.begin() {
            try await shell.write(Array("go\n".utf8) + password.bytes + Array("\n".utf8))
        } else {
            try await shell.write(
                Array("skip other hosts have refused this password already, and --max-refusals allows no more\n".utf8))
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

    private static let errorsLimit = 4096

    private static func nonce() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<4).map { _ in String(UInt32.random(in: UInt32(1 << 28)...UInt32.max, using: &generator), radix: 16)
        }
        .joined()
    }
}
