import Foundation
import Net
import SSH

/// What a test logs in with; `hostKeys` nil takes whatever key the server shows.
struct Login: Sendable {
    var port: Int
    /// Held so that it runs as long as somebody may log in.
    var server: TestServer?
    var user = "root"
    var hostKeys: HostKeys?
    var identities: [SSHIdentity] = []
    var password: SSHPassword?
    var asker: SSHAsker?
    var forwardsPasswordPrompts = true
    var announce: @Sendable (SSHPhase) -> Void = { _ in }
}

extension Login {
    /// Opens a session and runs `body` in it, on an event loop of its own as the engine does.
    func callAsFunction<Result: Sendable>(
        _ body: @escaping @Sendable (SSHSession) async throws -> Result
    ) async throws -> Result {
        try await onReactor { try await open(on: $0, body) }
    }

    func open<Result: Sendable>(
        on reactor: Reactor, _ body: @escaping @Sendable (SSHSession) async throws -> Result
    ) async throws -> Result {
        let file = "/tmp/dovesweep-known-\(UUID().uuidString)"
        defer { unlink(file) }
        let hostKeys = hostKeys ?? HostKeys(KnownHosts(), policy: .acceptNew, file: file)
        var options = SSHOptions(hostKeys: hostKeys, identities: identities)
        (options.password, options.asker) = (password, asker)
        options.forwardsPasswordPrompts = forwardsPasswordPrompts
        let addresses = try await resolve("127.0.0.1", port: port)
        return try await reactor.withStream(to: addresses, usesQuickAck: true) { [options] stream in
            try await withSSHSession(
                over: stream, to: SSHDestination(host: "127.0.0.1", port: port, user: user),
                options: options, announce: announce
            ) { session in try await body(session) }
        }
    }

    /// The error of a login that must fail, or of the command that it runs.
    func failure(running command: String = "true") async throws -> SSHError {
        do {
            _ = try await self { try await $0.output(of: command) }
        } catch let error as SSHError {
            return error
        }
        throw TestFailure(description: "the login did not fail")
    }
}

extension TestServer {
    /// A login with a key that the server accepts.
    func login() throws -> Login {
        login([.key(try openKey(key("ed25519", name: "key_\(UUID().uuidString)")))])
    }

    func login(_ identities: [SSHIdentity]) -> Login {
        Login(port: port, server: self, identities: identities)
    }
}

extension SSHSession {
    /// Runs a command and gives its output and how it ended.
    func output(of command: String, input: String = "") async throws -> (String, SSHCommand.Exit) {
        try await withCommand(command) { command in
            var output: [UInt8] = []
            try await command.write(Array(input.utf8))
            try await command.finishWriting()
            while true {
                switch try await command.read() {
                case .output(let bytes): output += bytes
                case .errors: break
                case .end: return (String(decoding: output, as: UTF8.self), try await command.exit())
                }
            }
        }
    }
}

func openKey(_ path: String, passphrase: String? = nil) throws -> PrivateKey {
    try openPrivateKey(name: path, contents: Array(Data(contentsOf: URL(fileURLWithPath: path)))) {
        passphrase.map { Array($0.utf8) }
    }
}

/// Runs a task as the engine does: on the event loop.
func onReactor<Result: Sendable>(_ body: @escaping @Sendable (Reactor) async throws -> Result) async throws -> Result {
    let reactor = Reactor()
    return try await withTaskExecutorPreference(reactor) { try await body(reactor) }
}
