import Foundation
import Testing

extension `On the lab` {
    /// What is asked of the person at the terminal.
    @Suite struct Person {
        /// Runs a command at a terminal of its own and answers its questions in order: `QUESTION FILE … -- COMMAND …`,
        /// the answers being the files' contents, so that none is in an argument.
        static let driver = """
            import os, pty, sys
            cut = sys.argv.index('--')
            asked = list(zip(sys.argv[1:cut:2], sys.argv[2:cut:2]))
            child, terminal = pty.fork()
            if child == 0: os.execvp(sys.argv[cut + 1], sys.argv[cut + 1:])
            shown = b''
            while True:
                try: more = os.read(terminal, 65536)
                except OSError: break
                if not more: break
                shown += more
                if asked and asked[0][0].encode() in shown:
                    os.write(terminal, open(asked.pop(0)[1], 'rb').read())
            sys.stdout.buffer.write(shown)
            sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
            """

        private func atTerminal(_ answers: [String], _ command: [String]) async throws -> Program.Ended {
            try await Program.run(["/usr/bin/python3", "-c", Self.driver] + answers + ["--"] + command)
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
            let ended = try await atTerminal(
                ["d24-second-proof: “Guest login ok", try scratch.file("answer", "one@lab.example\n")],
                Dovesweep.sweep(["d24-second-proof", "d24-vmail"], "--no-outside", "--only", "service"))
            #expect(ended.status == 0, "\(ended.output)")
            #expect(!ended.output.contains("one@lab"))
        }

        @Test func `without a terminal --ask-pass is a usage error that says what else there is`() async throws {
            let command = Dovesweep.sweep(["d24-vmail"], "--ask-pass")
            let ended = try await Program.run(["/usr/bin/setsid", "--wait"] + command)
            #expect(ended.status == 64)
            #expect(ended.errors.contains("--ask-pass: there is no terminal to ask at"))
        }
    }
}
