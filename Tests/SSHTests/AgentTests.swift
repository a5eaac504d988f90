import Foundation
import Net
import SSH
import Testing

@Suite struct AgentTests {
    let server: TestServer

    init() throws {
        server = try TestServer()
    }

    @Test(arguments: ["ed25519", "ecdsa", "rsa"])
    func `an agent's key logs in`(_ type: String) async throws {
        let agent = try TestAgent(in: server)
        try agent.add(server.key(type))
        let port = server.port
        let output = try await onReactor { reactor in
            let identities = try await SSHAgent(path: agent.path, on: reactor).identities()
            let login = Login(port: port, identities: identities)
            return try await login.open(on: reactor) { try await $0.output(of: "echo in").0 }
        }
        #expect(output == "in\n")
    }

    @Test func `a certificate in an agent is named with the reason why it is left out`() async throws {
        let agent = try TestAgent(in: server)
        let (authority, key) = (try server.key("ed25519", name: "ca"), try server.key("ed25519", name: "user"))
        try run("/usr/bin/ssh-keygen", "-q", "-s", authority, "-I", "test", "-n", "root", key + ".pub")
        try agent.add(key)
        let path = agent.path
        let reasons = try await onReactor { reactor in
            try await SSHAgent(path: path, on: reactor).identities().compactMap { identity in
                if case .unusable(_, let reason) = identity { reason } else { nil }
            }
        }
        #expect(reasons.count == 1)
        #expect(reasons.first?.contains("ssh-ed25519-cert-v01@openssh.com") == true)
    }

    @Test func `an agent that will not sign is named when the login fails`() async throws {
        let agent = try TestAgent(in: server)
        let port = server.port
        try agent.add(server.key("ed25519"))
        let path = agent.path
        let error = try await onReactor { reactor in
            let identities = try await SSHAgent(path: path, on: reactor).identities()
            try agent.removeAll()
            return try await Login(port: port, identities: identities).failure()
        }
        #expect(error.kind == .auth)
        #expect(error.message.contains("refuses to sign"))
    }

    @Test func `an agent that is not there is told`() async throws {
        let error = await #expect(throws: SSHError.self) {
            try await onReactor { _ = try await SSHAgent(path: "/nowhere/agent", on: $0).identities() }
        }
        #expect(error?.message.contains("/nowhere/agent") == true)
    }
}

/// A real ssh-agent.
final class TestAgent: Sendable {
    let path: String
    private let process: HeldProgram

    init(in server: TestServer) throws {
        let path = server.path("agent-\(UUID().uuidString.prefix(8))")
        self.path = path
        process = try HeldProgram(["/usr/bin/ssh-agent", "-D", "-a", path])
        for _ in 0..<500 where !FileManager.default.fileExists(atPath: path) { usleep(10_000) }
    }

    func add(_ key: String) throws {
        try run("/usr/bin/ssh-add", ["-q", key], environment: ["SSH_AUTH_SOCK": path])
    }

    func removeAll() throws {
        try run("/usr/bin/ssh-add", ["-q", "-D"], environment: ["SSH_AUTH_SOCK": path])
    }
}
