import Foundation
import SSH
import Testing

@Suite(.enabled(if: getuid() == 0, "only root can start a server")) struct `What servers leave behind` {
    /// Held by a static, which is never let go of.
    private static let server = try? TestServer()

    @Test(arguments: [false, true])
    func `nothing of them runs on when the process of the tests ends, or is killed`(isKilled: Bool) async throws {
        let list = "/tmp/dovesweep-started-\(UUID().uuidString)"
        defer { unlink(list) }
        await #expect(processExitsWith: isKilled ? .signal(SIGKILL) : .success) {
            [list = list as String, isKilled = isKilled as Bool] in
            let server = try #require(Self.server)
            try await server.login()() { session in
                // One command that outlives its channel, and one whose channel is open to the last.
                _ = try await session.output(of: "setsid sleep 3600 >/dev/null 2>&1 &")
                try await session.withCommand("echo in; exec sleep 3600") { command in
                    _ = try await command.read()
                    let started = try Process.descendants().map(\.line).joined(separator: "\n")
                    try started.write(toFile: list, atomically: true, encoding: .utf8)
                    if isKilled { raise(SIGKILL) } else { exit(0) }
                }
            }
        }
        let started = try String(contentsOfFile: list, encoding: .utf8).split(separator: "\n").map(String.init)
        #expect(started.count { $0.hasSuffix("sleep") } == 2 && started.count { $0.hasSuffix("sshd") } >= 2)
        try await eventually { Set(try Process.all().map(\.line)).isDisjoint(with: started) }
    }
}

/// A process, told from others that had or will have its number.
private struct Process {
    let number: Int
    let parent: Int
    /// Number, start and name.
    let line: String

    /// Reads `/proc/PID/stat`: `PID (NAME) STATE PARENT …`, the start being the 20th after the name.
    init?(_ name: String) {
        guard let number = Int(name), let text = try? String(contentsOfFile: "/proc/\(name)/stat", encoding: .utf8),
            let start = text.firstIndex(of: "("), let end = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        self.number = number
        parent = Int(fields[1]) ?? 0
        line = "\(number) \(fields[19]) \(text[text.index(after: start)..<end])"
    }

    static func all() throws -> [Process] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap(Process.init)
    }

    /// What this process has started, and what that has.
    static func descendants() throws -> [Process] {
        let children = Dictionary(grouping: try all(), by: \.parent)
        var found: [Process] = []
        var next = children[Int(getpid())] ?? []
        while let process = next.popLast() {
            found.append(process)
            next += children[process.number] ?? []
        }
        return found
    }
}
