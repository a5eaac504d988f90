import Foundation
import Glibc
import Net
import Testing

@Suite struct ProgramTests {
    let reactor = Reactor()

    @Test func `bytes go to a program and come back, until it ends`() async throws {
        let said = try await program("sed -u s/hello/HELLO/") { stream in
            try await stream.write(Array("hello\n".utf8))
            return try await stream.read()
        }
        #expect(said == Array("HELLO\n".utf8))
        let ended = try await program("printf bye") { stream in
            (try await stream.read(), try await stream.read())
        }
        #expect(ended.0 == Array("bye".utf8))
        #expect(ended.1.isEmpty)
    }

    @Test func `a program that cannot be found ends the stream`() async throws {
        let bytes = try await program("nonexistent-program-of-no-name") { try await $0.read() }
        #expect(bytes.isEmpty)
    }

    @Test func `a program that would stay is ended with what it started, and reaped`() async throws {
        let first = try await program("sh -c 'sleep 300 & echo $!; wait'") { try await $0.read() }
        let child = try #require(pid_t(String(decoding: first, as: UTF8.self).trimmingCharacters(in: .newlines)))
        for _ in 0..<200 where kill(child, 0) == 0 { try await Task.sleep(for: .milliseconds(20)) }
        #expect(kill(child, 0) != 0)
    }

    private func program<Result: Sendable>(
        _ command: String, _ body: @escaping @Sendable (SocketStream) async throws -> Result
    ) async throws -> Result {
        try await withTaskExecutorPreference(reactor) {
            try await reactor.withProgram(command) { try await body($0) }
        }
    }
}
