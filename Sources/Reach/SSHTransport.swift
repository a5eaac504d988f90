package import Fleet
package import Net
package import SSH
package import Sweep
package import TLS

/// Connects to hosts over SSH for the engine.
package struct SSHTransport: Transport {
    private let access: SSHAccess
    private let jumps: JumpHosts
    private let prompter: (any Prompter)?
    private let questions: HostQuestions
    private let context: TLSContext

    /// `prompter` is nil without a terminal; `context` is for TLS through tunnels.
    package init(
        access: SSHAccess, jumps: JumpHosts, prompter: (any Prompter)?, questions: HostQuestions, context: TLSContext
    ) {
        (self.access, self.jumps, self.context) = (access, jumps, context)
        (self.prompter, self.questions) = (prompter, questions)
    }

    package func withConnection<Result: Sendable>(
        to host: Host, password: GuardedSecret?, clock: PhaseClock,
        _ body: (any Connection) async throws(HostFailure) -> Result
    ) async throws(HostFailure) -> Result {
        var options = access.options(for: host)
        options.answered = { await clock.answered() }
        options.password = password.map(SSHPassword.init)
        if let prompter, questions != .none { options.asker = { prompter.answer($0, of: host.name) } }
        options.forwardsPasswordPrompts = prompter != nil && questions == .all
        return try await access.withSession(
            to: access.destination(of: host), options: options, settings: host.sshSettings, by: host.jumps ?? [],
            jumps: jumps,
            clock
        ) { session throws(HostFailure) in
            try await body(SSHConnection(session: session, context: context))
        }
    }
}

extension SSHAccess {
    /// Opens a session, directly or through jump hosts.
    func withSession<Result: Sendable>(
        to destination: SSHDestination, options: SSHOptions, settings: SSHSettings, by route: [JumpHost],
        jumps: JumpHosts,
        _ clock: PhaseClock, announce: @escaping (SSHPhase) -> Void = { _ in },
        _ body: (SSHSession) async throws(HostFailure) -> Result
    ) async throws(HostFailure) -> Result {
        try await jumps.withStream(to: destination, settings: settings, by: route, clock) { stream in
            try await SSH.withSSHSession(
                over: stream, to: destination, options: options,
                announce: { phase in
                    clock.enter(PhaseClock.Phase(phase))
                    announce(phase)
                }, body)
        }
    }
}

extension JumpHosts {
    /// Connects to a host, directly or through jump hosts.
    package func withStream<Result: Sendable>(
        to destination: SSHDestination, settings: SSHSettings, by route: [JumpHost], _ clock: PhaseClock,
        _ body: (any ByteStream) async throws -> Result
    ) async throws(HostFailure) -> Result {
        guard let jump = route.last else {
            if let command = settings.proxyCommand { return try await withProgram(command, clock, body) }
            return try await translated {
                try await reactor.withStream(
                    to: destination, from: Origin(settings), announce: { clock.enter(PhaseClock.Phase($0)) }, body)
            }
        }
        while true {
            clock.enter(.jumping)
            let relay = try await relay(by: route, clock)
            await clock.answered()
            clock.enter(.connecting)
            do throws(HostFailure) {
                let result = try await translated {
                    try await relay.withTunnel(
                        to: destination.host, port: destination.port, turn: { await clock.excusing($0) }, body)
                }
                if let result { return result }
            } catch {
                guard let loss = relay.loss, error.outcome != .interrupted else { throw error }
                throw HostFailure(.disconnected, "the jump host \(jump.name): \(loss.message)")
            }
        }
    }

    /// The failure names the ProxyCommand, as the host itself may work.
    private func withProgram<Result: Sendable>(
        _ command: String, _ clock: PhaseClock, _ body: (any ByteStream) async throws -> Result
    ) async throws(HostFailure) -> Result {
        clock.enter(.connecting)
        clock.keepPlace()
        do throws(HostFailure) {
            return try await translated { try await reactor.withProgram(command, body) }
        } catch  where error.outcome == .noBanner {
            throw HostFailure(
                .noBanner, "its ProxyCommand made no SSH connection (\(error.reason)); run it by hand: \(command)")
        }
    }

    private func translated<Result>(_ body: () async throws -> Result) async throws(HostFailure) -> Result {
        do {
            return try await body()
        } catch let failure as HostFailure {
            throw failure
        } catch let error as SSHError {
            throw HostFailure(error)
        } catch let error as NetError {
            throw HostFailure(SSHError(connecting: error))
        } catch {
            throw HostFailure(.disconnected, "\(error)")
        }
    }
}

extension Origin {
    /// BindAddress and AddressFamily of ssh_config.
    init(_ settings: SSHSettings) {
        let families: [SSHSettings.AddressFamily: Family] = [.inet: .IPv4, .inet6: .IPv6]
        self.init(families[settings.addressFamily], address: settings.bindAddress)
    }
}

extension HostFailure {
    /// Only this maps an SSH error to an outcome.
    init(_ error: SSHError) {
        // The engine knows its own deadlines; every other cancellation is an interrupt.
        if error.kind == .cancelled {
            self.init(.interrupted, "the run ended before the host was done")
        } else {
            self.init(
                Outcome(rawValue: error.kind.rawValue) ?? .disconnected, error.message, isTransient: error.wasDropped)
        }
    }
}

extension SSHPassword {
    init(_ password: GuardedSecret) {
        self.init(
            password.secret.bytes, mayBeTried: { await password.permit.begin() },
            report: { verdict in
                switch verdict {
                case .accepted: password.permit.finish(.accepted)
                case .refused: password.permit.finish(.refused)
                }
            })
    }
}

extension PhaseClock.Phase {
    package init(_ phase: SSHPhase) {
        switch phase {
        case .resolving: self = .resolving
        case .connecting: self = .connecting
        case .banner: self = .banner
        case .handshake: self = .handshake
        case .authenticating: self = .authenticating
        case .waiting: self = .waiting
        case .open: self = .starting
        }
    }
}
