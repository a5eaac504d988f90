import Foundation
import Testing

extension `On the lab` {
    /// What is asked of the person at the terminal.
    @Suite struct Person {
        /// Runs a command at a terminal of its own, and answers its questions.
        private func atTerminal(_ answers: [String], _ command: [String]) async throws -> Program.Ended {
            let driver = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../at-terminal").path
            return try await Program.run([driver] + answers + ["--"] + command)
        }

        @Test func `the passwords of SSH and sudo are asked for once, and not shown`() async throws {
            let scratch = try Scratch()
            let names = ["d23-password-login", "d24-sudo-password"]
            let inventory = try String(contentsOfFile: Lab.inventory, encoding: .utf8).split(separator: "\n")
            let lines = names.compactMap { name in inventory.first { $0.hasPrefix("\(name) ansible_host=") } }
            let bare = lines.map {
                $0.split(separator: " ").filter { !$0.contains("password=") }.joined(separator: " ")
            }
            let file = try scratch.file(
                "ask.ini", (bare + ["[all:vars]", "ansible_user=sweep", ""]).joined(separator: "\n"))
            let empty = try scratch.file("empty", "\n")
            let ended = try await atTerminal(
                ["SSH password: ", "\(Lab.state)/sweep.password", "sudo password (empty: the SSH password): ", empty],
                Dovesweep.command([
                    "sweep", "-i", file, "--known-hosts", Lab.knownHosts, "-k", "-K", "--no-outside", "--only",
                    "service",
                ]))
            #expect(ended.status == 0, "\(ended.output)")
            #expect(ended.output.components(separatedBy: "SSH password: ").count == 2)
            for password in try Lab.passwords() { #expect(!password.isIn(ended.output)) }
        }

        @Test func `a second proof is asked for, for the host that wants it`() async throws {
            let scratch = try Scratch()
            // It asks for a word "as password", which is passed on only where that was allowed.
            let sweep = Dovesweep.sweep(["d24-second-proof", "d24-vmail"], "--no-outside", "--only", "service")
            let answer = try scratch.file("answer", "one@lab.example\n")
            let ended = try await atTerminal(
                ["d24-second-proof asks, in its own words: “Guest login ok", answer],
                sweep + ["--host-questions", "all"])
            #expect(ended.status == 0, "\(ended.output)")
            #expect(!ended.output.contains("one@lab"))
            let unasked = try await Program.run(sweep)
            #expect(unasked.status == 2 && unasked.output.contains("--host-questions"), "\(unasked.output)")
        }

        @Test func `without a terminal --ask-pass is a usage error that says what else there is`() async throws {
            let command = Dovesweep.sweep(["d24-vmail"], "--ask-pass")
            let ended = try await Program.run(["/usr/bin/setsid", "--wait"] + command)
            #expect(ended.status == 64)
            #expect(ended.errors.contains("--ask-pass: there is no terminal to ask at"))
        }
    }
}
