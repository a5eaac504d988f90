import Net
import SSH
import Testing

@Suite struct TunnelTests {
    let server: TestServer
    let login: Login

    init() throws {
        server = try TestServer()
        login = try server.login()
    }

    @Test func `a tunnel carries bytes both ways while a command is open`() async throws {
        let listener = try Listener { peer in
            peer.send("* OK ready\r\n")
            peer.send(peer.receive().reversed())
        }
        defer { listener.close() }
        let port = listener.port
        let answers = try await login { session in
            try await session.withCommand("cat") { command in
                let said = try await session.withTunnel(to: "127.0.0.1", port: port) { stream in
                    var said = try await stream.read()
                    try await stream.write(Array("abc".utf8))
                    while case let bytes = try await stream.read(), !bytes.isEmpty { said += bytes }
                    return String(decoding: said, as: UTF8.self)
                }
                try await command.write(Array("still here".utf8))
                return (said, try await command.read())
            }
        }
        #expect(answers.0 == "* OK ready\r\ncba")
        #expect(answers.1 == .output(Array("still here".utf8)))
    }

    @Test(arguments: [
        (["AllowTcpForwarding yes"], false), (["AllowTcpForwarding no"], true), (["PermitOpen 127.0.0.1:1"], true),
        (["DisableForwarding yes"], true),
    ])
    func `a tunnel that is forbidden is told from one where nobody listens, and the session goes on`(
        configuration: [String], isForbidden: Bool
    ) async throws {
        let port = try freePort()
        let login = try TestServer(configuration).login()
        let (error, output) = try await login { session in
            let error = await #expect(throws: TunnelError.self) {
                try await session.withTunnel(to: "127.0.0.1", port: port) { _ in }
            }
            return (error, try await session.output(of: "echo on").0)
        }
        switch try #require(error) {
        case .forbidden: #expect(isForbidden)
        case .notConnected: #expect(!isForbidden)
        }
        #expect(output == "on\n")
    }

    @Test func `a session runs over a tunnel of another`() async throws {
        let inner = try TestServer()
        let (port, identities) = (inner.port, try inner.login().identities)
        let output = try await login { session in
            try await session.withTunnel(to: "127.0.0.1", port: port) { stream in
                let keys = HostKeys(KnownHosts(), policy: .acceptNew, file: "/dev/null")
                return try await withSSHSession(
                    over: stream, to: SSHDestination(host: "inner", port: port, user: "root"),
                    options: SSHOptions(hostKeys: keys, identities: identities)
                ) { try await $0.output(of: "echo inner").0 }
            }
        }
        #expect(output == "inner\n")
    }
}
