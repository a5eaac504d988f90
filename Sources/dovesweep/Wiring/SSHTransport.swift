internal import Fleet
internal import Net
internal import SSH
internal import Sweep

/// Reaches hosts over SSH: the engine's seam on one side, sockets and libssh2 on the other.
struct SSHTransport: Transport {
    let reactor: Reactor
    let hostKeys: HostKeys
    let identities: Identities
    /// Who logs in where the inventory names nobody.
    let localUser: String

    func withConnection<Result: Sendable>(
        to host: Host, clock: PhaseClock, _ body: (any Connection) async throws(HostFailure) -> Result
    ) async throws(HostFailure) -> Result {
        let destination = SSHDestination(host: host.address, port: host.port, user: host.user ?? localUser)
        let options = SSHOptions(hostKeys: hostKeys, identities: identities.keys(for: host))
        do {
            return try await reactor.withSSHSession(
                to: destination, options: options, announce: { clock.enter(PhaseClock.Phase($0)) }
            ) { session in
                try await body(SSHConnection(session: session))
            }
        } catch let failure as HostFailure {
            throw failure
        } catch let error as SSHError {
            throw HostFailure(error)
        } catch {
            throw HostFailure(.disconnected, "\(error)")
        }
    }
}

/// A session as the engine sees it.
private struct SSHConnection: Connection {
    let session: SSHSession

    func withShell<Result: Sendable>(
        _ command: String, _ body: (any Shell) async throws(HostFailure) -> Result
    ) async throws(HostFailure) -> Result {
        do {
            return try await session.withCommand(command) { try await body(SSHShell($0)) }
        } catch let failure as HostFailure {
            throw failure
        } catch let error as SSHError {
            throw HostFailure(error)
        } catch {
            throw HostFailure(.disconnected, "\(error)")
        }
    }
}

/// A command's channel as the engine sees it.
private final class SSHShell: Shell {
    private let command: SSHCommand

    init(_ command: SSHCommand) {
        self.command = command
    }

    func read() async throws(HostFailure) -> ShellOutput {
        do throws(SSHError) {
            switch try await command.read() {
            case .output(let bytes): return .output(bytes)
            case .errors(let bytes): return .errors(bytes)
            case .end:
                guard case .status(let status) = try await command.exit() else { return .end(status: nil) }
                return .end(status: status)
            }
        } catch {
            throw HostFailure(error)
        }
    }

    func write(_ bytes: [UInt8]) async throws(HostFailure) {
        do throws(SSHError) { try await command.write(bytes) } catch { throw HostFailure(error) }
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

extension PhaseClock.Phase {
    init(_ phase: SSHPhase) {
        switch phase {
        case .resolving: self = .resolving
        case .connecting: self = .connecting
        case .banner: self = .banner
        case .handshake: self = .handshake
        case .authenticating: self = .authenticating
        case .open: self = .starting
        }
    }
}
