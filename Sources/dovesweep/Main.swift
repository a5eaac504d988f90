internal import ArgumentParser
internal import Credentials
internal import Diagnostics
internal import Inventory
internal import Glibc
internal import Net

@main
struct Main {
    static func main() async {
        OwnMemory.keepPrivate()
        SecretEnvironment.take(ProbeOptions.variable)
        StandardStreams.occupy()
        // Writing to a closed pipe then fails with an error, instead of ending the process silently.
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
            printError(failure.message)
            exit(failure.status)
        } catch let code as ExitCode {
            exit(code.rawValue)
        } catch {
            // Help and version exit 0, usage errors 64; any other error of ArgumentParser is a defect.
            let code = Dovesweep.exitCode(for: error)
            if code == .success { Dovesweep.exit(withError: error) }
            if code == .validationFailure {
                // The parser's own style is `Error: …`.
                printError(Dovesweep.message(for: error))
                let usage = Dovesweep.fullMessage(for: error).split(separator: "\n").drop { !$0.hasPrefix("Usage: ") }
                write(standardError: usage.map { $0 + "\n" }.joined())
                exit(ExitStatus.usage)
            }
            printError(
                "a defect of dovesweep: \(error). Please report it with --record: see CONTRIBUTING.md and "
                    + ".github/ISSUE_TEMPLATE/wrong-verdict.md")
            exit(ExitStatus.defect)
        }
    }
}

struct Dovesweep: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dovesweep",
        abstract: "Which Dovecot hosts fail which items of the IMAP login checklist, why, and what to type to fix it.",
        discussion: """
            dovesweep sweep                       every host of inventory/
            dovesweep sweep -i hosts.ini 'eu:!mx3' a group without one host
            dovesweep sweep -i mx1.example.net,   one host, without an inventory
            dovesweep doctor                      is this machine ready to sweep
            dovesweep gate                        GO or NO-GO before a change, and why
            dovesweep compare before-change last  what changed between two runs
            dovesweep runs                        the runs that are stored
            dovesweep report last                 show one of them again
            dovesweep judge sweep.jsonl           judge a recorded sweep again
            dovesweep explain 'Error: …'          what a line of Dovecot's log means

            Exit status: 0 all pass, 1 hosts fail, 2 undecided, 64 wrong usage,
            65 a file with errors, 70 a defect of dovesweep, 74 a report could not be
            written, 130 interrupted, 143 terminated.
            """,
        version: "0.2.0",
        subcommands: [
            SweepCommand.self, GateCommand.self, CompareCommand.self, ReportCommand.self, JudgeCommand.self,
            RunsCommand.self, ChecksCommand.self, ExplainCommand.self,
            InventoryCommand.self, AgentCommand.self,
            DoctorCommand.self,
        ])
}

extension Dovesweep {
    /// - Throws: `CommandFailure` if the first word is no command.
    static func checkCommand(_ word: String?) throws {
        let commands = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
        guard let word, !word.hasPrefix("-"), !commands.contains(word) else { return }
        let near = Suggestion.sentence(for: word, among: commands)
        throw CommandFailure(
            ExitStatus.usage, "there is no command “\(word)”. \(near)See 'dovesweep --help'.")
    }
}
