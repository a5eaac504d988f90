import Foundation
import Net
import SSH
import Testing

@Suite struct CommandTests {
    @Test func `a command runs and its output comes back`() async throws {
        let server = try TestServer()
        let key = try openKey(server.key("ed25519"))
        let (output, exit) = try await onReactor { reactor in
            try await reactor.withStream(to: resolve("127.0.0.1", port: server.port)) { stream in
                try await withSSHSession(
                    over: stream, to: SSHDestination(host: "127.0.0.1", port: server.port, user: "root"),
                    options: SSHOptions(identities: [.key(key)])
                ) { session in
                    try await session.withCommand("echo hello; exit 3") { command in
                        var output: [UInt8] = []
                        while case .output(let bytes) = try await command.read() { output += bytes }
                        return (output, try await command.exit())
                    }
                }
            }
        }
        #expect(String(decoding: output, as: UTF8.self) == "hello\n")
        #expect(exit == .status(3))
    }
}
