internal import Fleet
internal import Net
internal import SSH
internal import Sweep
internal import TLS

/// Adapts `SSHSession` to the engine.
struct SSHConnection: Connection {
    let session: SSHSession
    let context: TLSContext

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

extension SSHConnection {
    func dial<Result: Sendable>(
        _ address: String, port: Port, _ body: (any MailStream) async -> Result
    ) async -> (reach: Dialogue.Reach, result: Result?) {
        do {
            return try await session.withTunnel(to: address, port: port.number) { stream in
                let socket = MailSocket(stream, context: context)
                let result = await body(socket)
                await socket.sayGoodbye()
                return (.connected, result)
            }
        } catch let error as TunnelError {
            switch error {
            case .forbidden:
                return (
                    .notTried("its sshd forbids tunnels (AllowTcpForwarding, PermitOpen, or the key's options)"), nil
                )
            case .notConnected: return (.refused, nil)
            }
        } catch let error as NetError {
            return (Dialogue.Reach(error), nil)
        } catch {
            return (.unreachable("\(error)"), nil)
        }
    }
}

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
