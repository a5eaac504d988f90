internal import ArgumentParser
internal import Inventory
internal import Glibc
internal import Net

/// The program: sends each command on its way, and turns how it ended into the contract's exit status.
@main
struct Main {
    static func main() async {
        OwnMemory.keepPrivate()
        SecretEnvironment.take(ProbeOptions.variable)
        Descriptors.occupyStandardStreams()
        // A pipe that is closed on us is an error of the write, with a message, not a silent death.
        signal(SIGPIPE, SIG_IGN)
        do {
            try Dovesweep.checkCommand(CommandLine.arguments.dropFirst().first)
            var command = try Dovesweep.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let failure as CommandFailure {
            complain(failure.message)
            exit(failure.status)
        } catch let code as ExitCode {
            exit(code.rawValue)
        } catch {
            // Help and version end well, wrong usage with 64; what else argument-parser would call 1 is a defect here.
            let code = Dovesweep.exitCode(for: error)
            if code == .success { Dovesweep.exit(withError: error) }
            if code == .validationFailure {
                // The parser's own style is another: `Error: …`.
                complain(Dovesweep.message(for: error))
                let usage = Dovesweep.fullMessage(for: error).split(separator: "\n").drop { !$0.hasPrefix("Usage: ") }
                write(standardError: usage.map { $0 + "\n" }.joined())
                exit(ExitStatus.usage)
            }
            complain("a defect of dovesweep: \(error): please report it, with what you typed (CONTRIBUTING.md)")
            exit(ExitStatus.defect)
        }
    }
}

/// `dovesweep` itself, which only has subcommands.
struct Dovesweep: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dovesweep",
        abstract: "Which Dovecot hosts fail which items of the IMAP login checklist, why, and what to type to mend it.",
        discussion: """
            dovesweep sweep                       every host of inventory/
            dovesweep sweep -i hosts.ini 'eu:!mx3' a group, but for one host
            dovesweep sweep -i mx1.example.net,   one host, without an inventory
            dovesweep doctor                      is this machine ready to sweep
            dovesweep gate                        GO or NO-GO before a change, and why
            dovesweep compare before-change last  what changed between two runs
            dovesweep runs                        the runs that are stored
            dovesweep report last                 show one of them again
            dovesweep judge sweep.jsonl           judge a recorded sweep again
            dovesweep explain 'Error: …'          what a line of Dovecot's log means

            Exit status: 0 all pass, 1 hosts fail, 2 undecided, 64 wrong usage,
            65 a wrong file, 70 a defect of dovesweep, 74 a report could not be
            written, 130 interrupted, 143 terminated.
            """,
        version: "0.1.0",
        subcommands: [
            SweepCommand.self, GateCommand.self, CompareCommand.self, ReportCommand.self, JudgeCommand.self,
            RunsCommand.self, ChecksCommand.self, ExplainCommand.self,
            InventoryCommand.self, AgentCommand.self,
            DoctorCommand.self,
        ])
}

extension Dovesweep {
    /// - Throws: `CommandFailure` for a first word that is no command.
    static func checkCommand(_ word: String?) throws {
        let commands = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
        guard let word, !word.hasPrefix("-"), !commands.contains(word) else { return }
        let near = Suggestion.sentence(for: word, among: commands)
        throw CommandFailure(
            ExitStatus.usage, "there is no command “\(word)”. \(near)See 'dovesweep --help'.")
    }
}
