internal import Fleet
internal import Net
internal import SSH
internal import Sweep
internal import TLS

/// Reaches hosts over SSH: the engine's seam on one side, sockets and libssh2 on the other.
struct SSHTransport: Transport {
    let access: SSHAccess
    let jumps: JumpHosts
    /// Which questions of a host are put to the person at the terminal; nil where there is none.
    let questions: HostQuestions?
    /// For the handshakes through tunnels.
    let context: TLSContext

    func withConnection<Result: Sendable>(
        to host: Host, password: GuardedSecret?, clock: PhaseClock,
        _ body: (any Connection) async throws(HostFailure) -> Result
    ) async throws(HostFailure) -> Result {
        var options = access.options(for: host)
        options.answered = { await clock.answered() }
        options.password = password.map(SSHPassword.init)
        if let questions, questions != .none { options.asker = { PersonAtTerminal.answer($0, of: host.name) } }
        options.forwardsPasswordPrompts = questions == .all
        return try await access.withSession(
            to: access.destination(of: host), options: options, way: host.way, by: host.jumps ?? [], jumps: jumps,
            clock
        ) { session throws(HostFailure) in
            try await body(SSHConnection(session: session, context: context))
        }
    }
}

extension SSHAccess {
    /// Opens a session, straight or through jump hosts, and hands it to the body.
    func withSession<Result: Sendable>(
        to destination: SSHDestination, options: SSHOptions, way: SSHSettings, by route: [JumpHost], jumps: JumpHosts,
        _ clock: PhaseClock, announce: @escaping (SSHPhase) -> Void = { _ in },
        _ body: (SSHSession) async throws(HostFailure) -> Result
    ) async throws(HostFailure) -> Result {
        try await jumps.withStream(to: destination, way: way, by: route, clock) { stream in
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
    /// Connects to a host, straight or through jump hosts, and hands the stream to the body.
    func withStream<Result: Sendable>(
        to destination: SSHDestination, way: SSHSettings, by route: [JumpHost], _ clock: PhaseClock,
        _ body: (any ByteStream) async throws -> Result
    ) async throws(HostFailure) -> Result {
        guard let jump = route.last else {
            if let command = way.proxyCommand { return try await withProgram(command, clock, body) }
            return try await translated {
                try await reactor.withStream(
                    to: destination, from: Origin(way), announce: { clock.enter(PhaseClock.Phase($0)) }, body)
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

    /// By a program, which is named where no SSH comes of it: the host itself may be well.
    private func withProgram<Result: Sendable>(
        _ command: String, _ clock: PhaseClock, _ body: (any ByteStream) async throws -> Result
    ) async throws(HostFailure) -> Result {
        clock.enter(.connecting)
        clock.keepPlace()
        do throws(HostFailure) {
            return try await translated { try await reactor.withProgram(command, body) }
        } catch  where error.outcome == .noBanner {
            throw HostFailure(
                .noBanner, "its ProxyCommand gave no SSH (\(error.reason)); run it by hand: \(command)")
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
    /// The address of ours, and the family of theirs, that ssh_config asks for.
    init(_ way: SSHSettings) {
        let families: [SSHSettings.AddressFamily: Family] = [.inet: .IPv4, .inet6: .IPv6]
        self.init(families[way.addressFamily], address: way.bindAddress)
    }
}

extension HostFailure {
    /// The one place where what SSH says becomes what became of a host.
    init(_ error: SSHError) {
        // What is cancelled, and by no deadline of its own, was interrupted; the engine knows the deadlines.
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
    init(_ phase: SSHPhase) {
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
