import Foundation
import Testing

/// What the program says of itself.
struct HelpTests {
    private struct Dump: Decodable { let command: Node }

    private struct Node: Decodable {
        let commandName: String
        let discussion: String?
        let subcommands: [Node]?

        /// Every command without subcommands, by its whole name.
        func leaves(_ path: String = "") -> [(name: String, help: String)] {
            let name = path.isEmpty ? commandName : "\(path) \(commandName)"
            guard let subcommands, !subcommands.isEmpty else { return [(name, discussion ?? "")] }
            return subcommands.filter { $0.commandName != "help" }.flatMap { $0.leaves(name) }
        }
    }

    @Test func `the help of each command has an example of it`() throws {
        let dump = try Command.inFolder { try Command(script: "\"$dovesweep\" --experimental-dump-help").run(in: $0) }
        let commands = try JSONDecoder().decode(Dump.self, from: Data(dump.output.utf8)).command.leaves()
        #expect(commands.count > 8)
        for command in commands { #expect(command.help.contains(command.name), "\(command.name)") }
    }

    @Test func `help fits in 80 columns, but for usage`() throws {
        let help = try Command.inFolder { try Command(script: "\"$dovesweep\" --help").run(in: $0) }
        #expect(help.status == 0)
        for line in help.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    }

    @Test(arguments: ["bash", "zsh", "fish"]) func `the completions of each shell are sound`(shell: String) throws {
        let ended = try Command.inFolder {
            try Command(
                script: "\"$dovesweep\" --generate-completion-script \(shell) >c && \(shell) -n c && grep -c sweep c"
            ).run(
                in: $0)
        }
        #expect(ended.status == 0 && ended.errors.isEmpty, "\(ended.errors)")
    }

    @Test(arguments: [
        ("dovesweep ju", "judge"), ("dovesweep sweep --exp", "--expiry-warning"),
        ("dovesweep judge x --output pro", "prometheus"),
    ])
    func `bash completes commands, options and formats`(line: String, word: String) throws {
        let ended = try Command.inFolder {
            try Command(
                script: """
                    "$dovesweep" --generate-completion-script bash >c && . ./c
                    COMP_LINE='\(line)' COMP_POINT=\(line.count) COMP_TYPE=9
                    COMP_WORDS=(\(line)) COMP_CWORD=\(line.split(separator: " ").count - 1)
                    _dovesweep dovesweep "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
                    printf '%s\\n' "${COMPREPLY[@]}"
                    """
            ).run(in: $0)
        }
        let offered = ended.output.split(separator: "\n").map { $0.filter { $0 != " " } }
        #expect(offered.contains(word), "\(ended.output) \(ended.errors)")
    }

    @Test func `fish completes commands`() throws {
        let ended = try Command.inFolder {
            try Command(
                script: """
                    "$dovesweep" --generate-completion-script fish >c
                    PATH="$(dirname "$dovesweep"):$PATH" fish --no-config -c 'source c; complete -C "dovesweep ju"'
                    """
            ).run(in: $0)
        }
        #expect(ended.output.contains("judge\t"), "\(ended.output) \(ended.errors)")
    }

    @Test func `zsh knows the completion by its command's name`() throws {
        let ended = try Command.inFolder {
            try Command(
                script: """
                    mkdir functions && "$dovesweep" --generate-completion-script zsh >functions/_dovesweep
                    zsh -fc 'fpath=($PWD/functions $fpath); autoload -Uz compinit && compinit -u -D
                        print $_comps[dovesweep]; autoload -Uz +X _dovesweep && which _dovesweep'
                    """
            ).run(in: $0)
        }
        #expect(ended.output.hasPrefix("_dovesweep\n") && ended.output.contains("sweep:"), "\(ended.errors)")
    }

    @Test func `an item is explained by all of its checks`() throws {
        let ended = try Command.inFolder {
            try Command(script: "\"$dovesweep\" checks explain firewall tls").run(in: $0)
        }
        #expect(ended.status == 64)
        let item = try Command.inFolder { try Command(script: "\"$dovesweep\" checks explain tls").run(in: $0) }
        #expect(item.status == 0 && item.output.contains("tls.expiry") && item.output.contains("tls.key"))
        #expect(!item.output.contains("firewall.reachable"))
    }

    @Test(arguments: [
        ("sweeep", "Did you mean \"sweep\"? See 'dovesweep --help'"), ("sweep --onyl tls", "Did you mean '--only'?"),
        ("judge", "See 'dovesweep judge --help'"), ("checks explain tls.expire", "Did you mean \"tls.expiry\"?"),
        ("sweep", "-i mx1.example.net,"),
        ("checks explain tsl", "dovesweep checks list"),
        ("judge ./nowhere", "dovesweep runs"), ("runs --archive nowhere", "correct --archive"),
        ("sweep -i a.invalid, --waivers nowhere", "file (--waivers) does not exist"),
        ("judge \"$record\" --policy nowhere", "file (--policy) does not exist"),
        ("judge \"$record\" --catalogue nowhere", "does not exist: correct its path"),
        ("judge \"$record\" --draining mx1", "dovesweep inventory list"),
        ("judge /etc/passwd", "a file that --record wrote"), ("judge \"$record\" --min-coverage 101", "write 0 to 100"),
        ("sweep -i a.invalid, --known-hosts nowhere", "dovesweep doctor --host-keys"),
        ("sweep -i a.invalid, --private-key nowhere", "--private-key"),
        ("sweep -i a.invalid, --probe-user a --probe-password-file nowhere", "or give another"),
        ("sweep -i a.invalid, --timeout 5x", "“5x” is not a time: write seconds, or 90s, 2m, 1h"),
        ("judge \"$record\" --max-failing 5x", "write 2, or a percentage such as 5%"),
        ("judge \"$record\" --quorum d24", "write GROUP=2"),
        ("judge \"$record\" --quorum d42=1", "Did you mean \"d24\"?"),
        ("sweep -i a.invalid, --quorum mail=1", "no host is in such a group"),
        ("sweep -i a.invalid, --expiry-warning=-1", "not a number of days"),
        ("sweep -i a.invalid, --timeout 0", "at most a year"), ("sweep -i a.invalid, --deadline 2y", "is not a time"),
        ("sweep -i nowhere", "-i nowhere,"), ("report nowhere", "dovesweep runs"),
        ("runs --forget nosuch", "no stored run has the name or id “nosuch”: see dovesweep runs"),
        ("judge nowhere", "dovesweep runs"),
    ])
    func `wrong usage says what to type next`(arguments: String, advice: String) throws {
        let ended = try Command.inFolder { try Command(script: "\"$dovesweep\" \(arguments)").run(in: $0) }
        #expect([64, 65].contains(ended.status))
        #expect(ended.errors.contains(advice), "\(ended.errors)")
    }

    /// A defect cannot be provoked, so the source is read.
    @Test func `a defect is to be reported as documents that exist say`() throws {
        let root = URL(filePath: #filePath).appending(path: "../../..").standardizedFileURL
        let source = try String(contentsOf: root.appending(path: "Sources/dovesweep/Main.swift"), encoding: .utf8)
        for document in ["CONTRIBUTING.md", ".github/ISSUE_TEMPLATE/wrong-verdict.md"] {
            #expect(source.contains(document))
            #expect(FileManager.default.fileExists(atPath: root.appending(path: document).path), "\(document)")
        }
    }

    @Test func `a check for a group without hosts is told before the sweep`() throws {
        let script = """
            "$dovesweep" checks example >ours.yaml
            "$dovesweep" sweep -i a.invalid, --catalogue ours.yaml --no-archive --no-outside
            """
        let ended = try Command.inFolder { try Command(script: script).run(in: $0) }
        #expect(ended.errors.contains("backup.age is for mail, and no host is in such a group"), "\(ended.errors)")
    }

    /// One style for all of them.
    @Test(arguments: ["sweeep", "sweep --onyl tls", "judge", "sweep -i a.invalid, --timeout 5x", "sweep -i nowhere"])
    func `an error begins with the program's name`(arguments: String) throws {
        let ended = try Command.inFolder { try Command(script: "\"$dovesweep\" \(arguments)").run(in: $0) }
        #expect(ended.errors.hasPrefix("dovesweep: ") && !ended.errors.contains("Error: "), "\(ended.errors)")
    }

    @Test(arguments: ["90", "90s", "2m", "1h"]) func `a time may have a unit`(time: String) throws {
        let ended = try Command.inFolder {
            try Command(script: "\"$dovesweep\" sweep -i a.invalid, --timeout \(time) --waivers nowhere").run(in: $0)
        }
        #expect(ended.errors.contains("nowhere"), "\(ended.errors)")
    }
}
