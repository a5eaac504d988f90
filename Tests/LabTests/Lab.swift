import Foundation
import Testing

/// The lab of `Tests/Lab`, as its own command shows it.
enum Lab {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path + "/Lab"
    static let command = folder + "/lab"

    /// What the programs of these tests see: little, and above all no password.
    static let environment: [String: String] = {
        let own = ProcessInfo.processInfo.environment.filter { $0.key.hasPrefix("DOVESWEEP_LAB_") }
        let base = [
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LC_ALL": "C.UTF-8",
            // The runs of tests are not the developer's.
            "XDG_STATE_HOME": Scratch.root + "/state",
        ]
        return own.merging(base) { $1 }
    }()

    static let state = environment["DOVESWEEP_LAB_STATE"] ?? "/run/dovesweep-lab"
    static let inventory = state + "/inventory.ini"
    static let knownHosts = state + "/known_hosts"

    /// The password of the probe account, as the lab made it.
    static func probePassword() throws -> String { try word(of: "probe.password") }

    /// Every password that a sweep sends: the probe account's, and the one of SSH and sudo, which stands in the inventory.
    static func passwords() throws -> [Secret] {
        try ["probe.password", "sweep.password"].map { Secret(try word(of: $0)) }
    }

    /// Those, and Dovecot's own for its databases, which stands in the hosts' configuration.
    static func secrets() throws -> [Secret] { try passwords() + [Secret(try word(of: "backend.password"))] }

    private static func word(of file: String) throws -> String {
        try String(contentsOfFile: "\(state)/\(file)", encoding: .utf8).trimmingCharacters(in: .newlines)
    }

    /// Why the lab cannot be on this machine; nil where it can, and always where CI has to run it.
    static let obstacle: String? = {
        if ProcessInfo.processInfo.environment["CI"] == "true" { return nil }
        if getuid() != 0 { return "the lab needs root: it mounts, makes namespaces and boots containers" }
        let mounts = (try? String(contentsOfFile: "/proc/self/mounts", encoding: .utf8)) ?? ""
        let types = mounts.split(separator: "\n").map { $0.split(separator: " ").dropFirst(2).first }
        return types.contains("cgroup2") ? nil : "the lab needs a cgroup2 hierarchy: systemd runs in its containers"
    }()

    /// Runs a command in a host, as its root; a script comes by standard input, where no process list shows it.
    static func exec(_ host: String, _ command: String..., script: String = "") async throws -> Program.Ended {
        try await Program.run([Lab.command, "exec", host] + command, input: script)
    }

    /// The names of the hosts that are machines, of all that the lab has.
    static func containers() -> [String] {
        Expectation.names.filter {
            FileManager.default.fileExists(atPath: "\(state)/hosts/\($0)/root/etc/passwd")
        }
    }
}

/// Boots what is not up of the lab before the first test, and takes the lab down after the last if it was not there.
struct LabTrait: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        defer { try? FileManager.default.removeItem(atPath: Scratch.root) }
        let wasThere = FileManager.default.fileExists(atPath: Lab.inventory)
        let up = try await Program.run([Lab.command, "up"])
        guard up.status == 0 else { throw TestFailure("the lab did not come up:\n\(up.output)\(up.errors)") }
        try await function()
        if !wasThere { _ = try await Program.run([Lab.command, "down"]) }
    }
}

extension Trait where Self == LabTrait {
    static var onTheLab: Self { Self() }
}

/// All tests on the lab: one after another, since they watch the same hosts.
@Suite(
    .serialized, .onTheLab, .enabled(if: Lab.obstacle == nil, Comment(rawValue: Lab.obstacle ?? "")),
    .timeLimit(.minutes(10)))
enum `On the lab` {}
