import Foundation
import SSH
import Testing

@Suite struct HostKeyTests {
    let server: TestServer
    let login: Login
    let file: String

    init() throws {
        server = try TestServer(hostKeys: ["ed25519", "ecdsa"])
        login = try server.login()
        file = server.path("known_hosts")
    }

    @Test(arguments: ["ed25519", "ecdsa"])
    func `a host is known by either of its keys, as ssh-keyscan wrote it and hashed`(_ type: String) async throws {
        let scan = try run("/usr/bin/ssh-keyscan", "-t", type, "-p", "\(server.port)", "127.0.0.1")
        try scan.write(toFile: file, atomically: true, encoding: .utf8)
        #expect(try await login(knowing: read()) { try await $0.output(of: "echo in").0 } == "in\n")
        try run("/usr/bin/ssh-keygen", "-H", "-f", file)
        #expect(try await login(knowing: read()) { try await $0.output(of: "echo in").0 } == "in\n")
    }

    @Test func `an unknown host is refused with its fingerprint and what to do`() async throws {
        let error = try await login.knowing(HostKeys(read(), file: file)).failure()
        #expect(error.kind == .hostKeyUnknown)
        #expect(error.message.contains(try fingerprint("host_ed25519")))
        #expect(error.message.contains(file))
    }

    @Test func `a changed key is refused with both fingerprints and the line`() async throws {
        let other = try server.key("ed25519", name: "other")
        let key = try String(contentsOfFile: other + ".pub", encoding: .utf8)
        try "\n[127.0.0.1]:\(server.port) \(key)".write(toFile: file, atomically: true, encoding: .utf8)
        let error = try await login.knowing(HostKeys(read(), policy: .acceptNew, file: file)).failure()
        #expect(error.kind == .hostKeyChanged)
        #expect(error.message.contains("\(file):2"))
        #expect(error.message.contains(try fingerprint("host_ed25519")))
        #expect(error.message.contains(try fingerprint("other")))
    }

    @Test func `a new key is noted once, and vouches for the host from then on`() async throws {
        try "# no end of line".write(toFile: file, atomically: true, encoding: .utf8)
        let accepting = login.knowing(HostKeys(read(), policy: .acceptNew, file: file))
        try await withThrowingTaskGroup { group in
            for _ in 0..<5 { group.addTask { _ = try await accepting { try await $0.output(of: "true") } } }
            try await group.waitForAll()
        }
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(text.split(separator: "\n").count == 2)
        #expect(read().problems.isEmpty)
        #expect(try await login(knowing: read()) { try await $0.output(of: "echo in").0 } == "in\n")
    }

    @Test func `a file of new keys belongs to its owner alone`() async throws {
        let accepting = login.knowing(HostKeys(KnownHosts(), policy: .acceptNew, file: file))
        _ = try await accepting { try await $0.output(of: "true") }
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func `a host with RSA keys only is told apart from a broken one`() async throws {
        let server = try TestServer(hostKeys: ["rsa"])
        let outcome = Task { try await server.login().failure() }
        guard case .success(let error) = await outcome.result else { return }  // libssh2 1.11 logs in
        #expect(error.kind == .handshake)
        #expect(error.message.contains("rsa-sha2-512"))
        #expect(error.message.contains("Ed25519"))
    }

    private func read() -> KnownHosts {
        var known = KnownHosts()
        known.add(file: file, contents: Array((FileManager.default.contents(atPath: file)) ?? Data()))
        return known
    }

    private func fingerprint(_ name: String) throws -> String {
        let line = try run("/usr/bin/ssh-keygen", "-lf", server.path(name + ".pub"))
        return String(line.split(separator: " ")[1])
    }

    private func login(
        knowing known: KnownHosts, _ body: @escaping @Sendable (SSHSession) async throws -> String
    ) async throws -> String {
        try await login.knowing(HostKeys(known, file: file))(body)
    }
}

extension Login {
    func knowing(_ hostKeys: HostKeys) -> Login {
        var login = self
        login.hostKeys = hostKeys
        return login
    }
}
