import Foundation
import Net
import SSH
import Synchronization
import Testing

@Suite struct JumpTests {
    let bastion: TestServer
    let inner: TestServer
    let identities: [SSHIdentity]

    init() throws {
        bastion = try TestServer()
        inner = try TestServer()
        identities = try inner.login().identities
    }

    @Test func `many hosts share one session with the jump host`() async throws {
        let outputs = try await through(bastion) { relay in
            try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<30 {
                    group.addTask { try await run("echo \(number); head -c 100000 /dev/zero", through: relay) }
                }
                return try await group.reduce(into: [String]()) { $0.append($1) }
            }
        }
        #expect(Set(outputs.map { $0.prefix { $0 != "\n" } }) == Set((0..<30).map { Substring("\($0)") }))
        #expect(outputs.allSatisfy { $0.utf8.count > 100_000 })
        #expect(bastion.log.components(separatedBy: "Accepted publickey").count == 2)
    }

    @Test func `a host that the jump host cannot reach says so, and the others go on`() async throws {
        let port = try freePort()
        let (error, output) = try await through(bastion) { relay in
            let error = await #expect(throws: NetError.self) {
                try await relay.withTunnel(to: "127.0.0.1", port: port) { _ in }
            }
            return (error, try await run("echo on", through: relay))
        }
        guard case .failed(let text) = error else { throw TestFailure(description: "\(String(describing: error))") }
        #expect(text.contains("cannot be reached from there"))
        #expect(output == "on\n")
    }

    @Test func `a jump host behind another carries a session too`() async throws {
        let second = try TestServer()
        let login = try second.login()
        let output = try await through(bastion) { outer in
            try #require(
                await outer.withTunnel(to: "127.0.0.1", port: second.port) { stream in
                    try await session(over: stream, port: second.port, login.identities) { session in
                        try await serving(session) { try await run("echo far", through: $0) }
                    }
                })
        }
        #expect(output == "far\n")
    }

    @Test func `hosts behind a jump host that is lost are told, and so are those that come later`() async throws {
        let port = bastion.port
        let listener = try Listener { peer in relay(peer, to: port, limit: 100_000) }
        defer { listener.close() }
        var login = try bastion.login()
        login.port = listener.port
        let (first, later) = try await login { session in
            try await serving(session) { relay in
                let first = await #expect(throws: SSHError.self) {
                    try await run("head -c 1000000 /dev/zero", through: relay)
                }
                let later = await #expect(throws: NetError.self) {
                    try await relay.withTunnel(to: "127.0.0.1", port: inner.port) { _ in }
                }
                return (first, later)
            }
        }
        #expect(first?.kind == .disconnected)
        guard case .closed(let text) = later else { throw TestFailure(description: "\(String(describing: later))") }
        #expect(text.contains("closed the connection"))
    }

    @Test func `a host that gives up its wait leaves the jump host to the others`() async throws {
        let silent = try Listener { peer in while !peer.receive().isEmpty {} }
        defer { silent.close() }
        let port = silent.port
        let output = try await through(bastion) { relay in
            let waiting = Task {
                try await relay.withTunnel(to: "127.0.0.1", port: port) { _ = try await $0.read() }
            }
            try await Task.sleep(for: .milliseconds(50))
            waiting.cancel()
            await #expect(throws: NetError.cancelled) { try await waiting.value }
            return try await run("echo on", through: relay)
        }
        #expect(output == "on\n")
    }

    private func run(_ command: String, through relay: JumpRelay) async throws -> String {
        try #require(
            await relay.withTunnel(to: "127.0.0.1", port: inner.port) { stream in
                try await session(over: stream, port: inner.port, identities) { try await $0.output(of: command).0 }
            })
    }

    private func through<Result: Sendable>(
        _ server: TestServer, _ body: @escaping @Sendable (JumpRelay) async throws -> Result
    ) async throws -> Result {
        try await server.login()() { session in try await serving(session, body) }
    }
}

/// Serves tunnels through a session for as long as the body runs.
private func serving<Result: Sendable>(
    _ session: SSHSession, _ body: @escaping @Sendable (JumpRelay) async throws -> Result
) async throws -> Result {
    let relay = JumpRelay()
    let task = Task { try await body(relay) }
    let watch = Task {
        _ = await task.result
        relay.finish()
    }
    _ = await relay.serve(session)
    _ = await watch.value
    return try await task.value
}

private func session<Result: Sendable>(
    over stream: any ByteStream, port: Int, _ identities: [SSHIdentity],
    _ body: (SSHSession) async throws -> Result
) async throws -> Result {
    let keys = HostKeys(KnownHosts(), policy: .acceptNew, file: "/dev/null")
    return try await withSSHSession(
        over: stream, to: SSHDestination(host: "127.0.0.1", port: port, user: "root"),
        options: SSHOptions(hostKeys: keys, identities: identities), body)
}
