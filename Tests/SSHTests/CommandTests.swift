import Foundation
import SSH
import Testing

@Suite struct CommandTests {
    let server: TestServer
    let login: Login

    init() throws {
        server = try TestServer()
        login = try server.login()
    }

    @Test func `a command runs, and its output and status come back`() async throws {
        let (output, exit) = try await login { try await $0.output(of: "echo hello; exit 3") }
        #expect(output == "hello\n")
        #expect(exit == .status(3))
    }

    @Test func `a command that a signal ended is told from one that succeeded`() async throws {
        let (_, exit) = try await login { try await $0.output(of: "kill -9 $$") }
        #expect(exit == .signal("KILL"))
    }

    @Test func `output and errors are kept apart`() async throws {
        let events = try await login { session in
            try await session.withCommand("echo out; echo err >&2") { command in
                var (output, errors): ([UInt8], [UInt8]) = ([], [])
                while true {
                    switch try await command.read() {
                    case .output(let bytes): output += bytes
                    case .errors(let bytes): errors += bytes
                    case .end: return [output, errors]
                    }
                }
            }
        }
        #expect(events == [Array("out\n".utf8), Array("err\n".utf8)])
    }

    @Test func `input goes to a command while it answers`() async throws {
        let answers = try await login { session in
            try await session.withCommand("read a; echo \"got $a\"; read b; echo \"got $b\"") { command in
                var answers: [SSHCommand.Event] = []
                for line in ["one\n", "two\n"] {
                    try await command.write(Array(line.utf8))
                    answers.append(try await command.read())
                }
                return answers
            }
        }
        #expect(answers == [.output(Array("got one\n".utf8)), .output(Array("got two\n".utf8))])
    }

    @Test func `input larger than the host's window goes through`() async throws {
        let input = String(repeating: "x", count: 5_000_000)
        let (output, _) = try await login { try await $0.output(of: "wc -c", input: input) }
        #expect(output == "5000000\n")
    }

    @Test func `fifty megabytes come whole while the reader is slow`() async throws {
        let size = 50_000_000
        let (count, sum) = try await login { session in
            try await session.withCommand("head -c \(size) /dev/zero | tr '\\0' 'A'") { command in
                var (count, others, turns) = (0, 0, 0)
                while case .output(let bytes) = try await command.read() {
                    count += bytes.count
                    others += bytes.count { $0 != UInt8(ascii: "A") }
                    turns += 1
                    if turns % 200 == 0 { try await Task.sleep(for: .milliseconds(5)) }
                }
                return (count, others)
            }
        }
        #expect(count == size)
        #expect(sum == 0)
    }

    @Test func `several commands run on one session, one inside the other`() async throws {
        let answers = try await login { session in
            try await session.withCommand("cat") { outer in
                let inner = try await session.output(of: "echo inner").0
                try await outer.write(Array("outer".utf8))
                guard case .output(let bytes) = try await outer.read() else { return [inner] }
                return [inner, String(decoding: bytes, as: UTF8.self), try await session.output(of: "echo last").0]
            }
        }
        #expect(answers == ["inner\n", "outer", "last\n"])
    }

    @Test func `a command that waits for input is gone after its scope`() async throws {
        let pid = try await login { session in
            // The server counts its processes by itself; `/proc` has the number that they have here.
            try await session.withCommand("read -r pid rest </proc/self/stat; echo $pid; exec cat") { command in
                guard case .output(let bytes) = try await command.read() else { return pid_t(0) }
                return pid_t(String(decoding: bytes, as: UTF8.self).dropLast()) ?? 0
            }
        }
        try #require(pid > 0)
        try await eventually { kill(pid, 0) != 0 }
    }

    @Test func `a host that runs no command for the user is told`() async throws {
        let server = try TestServer(["MaxSessions 0"])
        let login = try server.login()
        #expect(try await login.failure().kind == .shell)
    }

    @Test func `a host that is lost in the middle is disconnected`() async throws {
        #expect(try await login.failure(running: "kill -9 $PPID; sleep 5").kind == .disconnected)
    }
}
