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

    @Test func `a program is told to end before it is killed`() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "net-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: file) }
        let first = try await program(
            "sh -c 'trap \"echo told >\(file); exit\" HUP; echo up; while :; do sleep 0.01; done'"
        ) {
            try await $0.read()
        }
        #expect(first == Array("up\n".utf8))
        for _ in 0..<500 where FileManager.default.contents(atPath: file)?.isEmpty != false {
            try await Task.sleep(for: .milliseconds(20))
        }
        #expect(FileManager.default.contents(atPath: file) == Data("told\n".utf8))
    }

    @Test(arguments: [(4, ProgramRun.End.tooMuchOutput), (5, .status(0)), (6, .status(0))])
    func `output may be as long as its limit`(limit: Int, end: ProgramRun.End) throws {
        #expect(try run("printf 12; printf 345 >&2", outputLimit: limit).end == end)
    }

    private func run(
        _ script: String, patience: Duration = .seconds(60), outputLimit: Int = 1 << 20
    ) throws(NetError) -> ProgramRun {
        try ProgramRun(of: "/bin/sh", ["-c", script], patience: patience, outputLimit: outputLimit)
    }

    @Test func `a program is run to its end, with all that it printed`() throws {
        let run = try run("cat; printf out; printf err >&2; exit 3")
        #expect(run.end == .status(3))
        #expect(run.output == Array("out".utf8))
        #expect(run.errors == Array("err".utf8))
        #expect(try self.run("kill -TERM $$").end == .signal(SIGTERM))
        let much = try self.run("head -c 300000 /dev/zero; head -c 300000 /dev/zero >&2")
        #expect((much.output.count, much.errors.count) == (300_000, 300_000))
    }

    @Test(arguments: ["sleep 300 & echo $!; wait", "sleep 300 >/dev/null 2>&1 & echo $!; exec >&- 2>&-; wait"])
    func `a program that takes too long is killed with what it started`(script: String) throws {
        let run = try run(script, patience: .seconds(1))
        #expect(run.end == .outOfTime)
        let child = try #require(pid_t(String(decoding: run.output, as: UTF8.self).trimmingCharacters(in: .newlines)))
        for _ in 0..<200 where kill(child, 0) == 0 { usleep(20_000) }
        #expect(kill(child, 0) != 0)
    }

    @Test func `a program that prints without end is killed`() throws {
        let run = try run("yes", outputLimit: 100_000)
        #expect(run.end == .tooMuchOutput)
        #expect(run.output.count < 300_000)
    }

    @Test(arguments: ["/nonexistent", "/etc/passwd", "/"])
    func `what is no program is told in the system's words`(path: String) {
        let error = #expect(throws: NetError.self) {
            try ProgramRun(of: path, [], patience: .seconds(60), outputLimit: 100)
        }
        guard case .failed(let words) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(words.hasPrefix("the program could not be started: "))
    }

    private func program<Result: Sendable>(
        _ command: String, _ body: @escaping @Sendable (SocketStream) async throws -> Result
    ) async throws -> Result {
        try await withTaskExecutorPreference(reactor) {
            try await reactor.withProgram(command) { try await body($0) }
        }
    }
}
