internal import ArgumentParser
internal import Credentials
internal import Diagnostics
internal import FoundationEssentials
internal import Inventory
internal import Reports
internal import ShellQuoting

struct InventoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inventory", abstract: "Show the hosts and variables of the inventory.",
        discussion: """
            dovesweep inventory list 'eu:&mailbox'        which hosts a pattern matches
            dovesweep inventory show mx1.example.net      how a host is reached, and where each value is set
            """,
        subcommands: [List.self, Show.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the hosts that patterns match.",
            discussion: """
                dovesweep inventory list 'eu:&mailbox'        what a sweep would sweep
                dovesweep inventory list --format json        with groups and variables
                """)

        @OptionGroup var hosts: HostOptions
        @Option(help: "names, one on each line, or json: groups and variables too, secrets masked.")
        var format = Format.names

        enum Format: String, ExpressibleByArgument, CaseIterable { case names, json }

        func run() throws {
            let selected = try hosts.selected().hosts
            switch format {
            case .names:
                for host in selected { print(Printable.line(host.name)) }
            case .json: try InventoryCommand.printJSON(selected.map(\.listing))
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show how a host is reached, and the file and line of each of its variables.",
            discussion: "dovesweep inventory show mx1.example.net")

        @Argument(help: "A host of the inventory, or a pattern that matches one.")
        var host: String

        @OptionGroup var source: InventoryOptions
        @OptionGroup(title: "Connection") var connection: ConnectionOptions
        @Option(help: "text, or json; secrets are masked in both.")
        var format = Format.text

        enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

        func run() throws {
            let shown = try ShownHost(try chosen(), connection)
            switch format {
            case .text: for line in shown.lines { print(Printable.line(line)) }
            case .json: try InventoryCommand.printJSON(shown.value)
            }
        }

        private func chosen() throws -> ChosenHosts {
            let (inventory, vault) = try source.load()
            if let named = inventory.host(named: host) {
                return ChosenHosts(hosts: [named], inventory: inventory, vault: vault)
            }
            let hosts: [InventoryHost]
            let warnings = InventoryWarnings()
            defer { warn(warnings) }
            do throws(InputError) { hosts = try inventory.select(patterns: [host], warnings: warnings) } catch {
                throw CommandFailure(ExitStatus.usage, error.description)
            }
            guard hosts.count == 1 else {
                throw CommandFailure(
                    ExitStatus.usage,
                    "\"\(host)\" matches \(hosts.count) hosts, but only one can be shown: see "
                        + "dovesweep inventory list \(shellWord(host))")
            }
            return ChosenHosts(hosts: hosts, inventory: inventory, vault: vault)
        }
    }

    private static func printJSON(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        print(Printable.json(String(decoding: try encoder.encode(value), as: UTF8.self)))
    }
}
