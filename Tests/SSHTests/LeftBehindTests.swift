import Foundation
import Net
import SSH
import Testing

/// In a process of its own, as other tests open descriptors and start threads meanwhile.
@Suite struct `What sessions leave behind` {
    @Test func `twenty rounds of sessions of every fate leave no descriptor, thread or memory`() async {
        await #expect(processExitsWith: .success) {
            let rounds = try Rounds()
            let growth = try await onReactor { reactor in
                for _ in 0..<5 { await rounds.run(on: reactor) }
                let usual = try Holdings.now()
                for _ in 0..<20 { await rounds.run(on: reactor) }
                // The threads of the scripted peers end in their own time.
                try await eventually {
                    let now = try Holdings.now()
                    return now.descriptors <= usual.descriptors && now.threads <= usual.threads + 1
                }
                return try Holdings.now().kilobytes - usual.kilobytes
            }
            // Four hundred sessions of 66 KB each would be 26 MB.
            #expect(growth < 6000)
        }
    }
}

/// What a process has.
private struct Holdings {
    var descriptors = 0
    var threads = 0
    var kilobytes = 0

    static func now() throws -> Holdings {
        let files = FileManager.default
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let resident = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return Holdings(
            descriptors: try files.contentsOfDirectory(atPath: "/proc/self/fd").count,
            threads: try files.contentsOfDirectory(atPath: "/proc/self/task").count,
            kilobytes: resident.flatMap { Int($0.filter(\.isNumber)) } ?? 0)
    }
}

/// Twenty sessions: ten that run a command, others that are hung up on, refused, of an unknown key, or cancelled.
private struct Rounds: Sendable {
    private let good: Login
    private let bad: [Login]
    private let cancelled: Login
    private let listeners: [Listener]

    init() throws {
        let server = try TestServer()
        good = try server.login()
        let hangsUp = try Listener { _ in }
        let cut = try Listener { peer in relay(peer, to: server.port, limit: 1200) }
        let silent = try Listener { $0.drain() }
        var unknown = good
        unknown.hostKeys = HostKeys(KnownHosts(), file: "/dev/null")
        bad = [
            Login(port: hangsUp.port), server.login([]), unknown, Login(port: cut.port), Login(port: try freePort()),
        ]
        cancelled = Login(port: silent.port)
        listeners = [hangsUp, cut, silent]
    }

    func run(on reactor: Reactor) async {
        await withTaskGroup { group in
            for number in 0..<10 {
                group.addTask { _ = try? await good.open(on: reactor) { try await $0.output(of: "echo in") } }
                let bad = bad[number % bad.count]
                group.addTask { _ = try? await bad.open(on: reactor) { try await $0.output(of: "echo in") } }
            }
            let attempt = Task(executorPreference: reactor) {
                _ = try? await cancelled.open(on: reactor) { try await $0.output(of: "echo in") }
            }
            group.addTask {
                try? await Task.sleep(for: .milliseconds(50))
                attempt.cancel()
                await attempt.value
            }
        }
    }
}
