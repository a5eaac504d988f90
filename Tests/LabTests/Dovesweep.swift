import Foundation

/// The program under test: the very binary, run where the lab's coordinator stands.
enum Dovesweep {
    /// It is built into the folder that the test bundle is in.
    static let binary = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "dovesweep").path

    /// A command line that runs it in the lab's network.
    static func command(_ arguments: [String]) -> [String] { [Lab.command, "run", binary] + arguments }

    /// What a host may take in all. A dead backend alone keeps its agent waiting for 24 seconds, and on a busy machine
    /// everything else takes many times as long: no verdict may depend on that.
    static let patience = ["--timeout", "600"]

    /// A sweep of the lab's hosts that are named.
    static func sweep(_ hosts: [String], _ options: String...) -> [String] {
        command(["sweep", "--inventory", Lab.inventory, "--known-hosts", Lab.knownHosts] + patience + options + hosts)
    }

    /// Runs it to its end.
    static func run(_ arguments: String...) async throws -> Program.Ended {
        try await Program.run(command(arguments))
    }
}
