internal import ArgumentParser
internal import Fleet
internal import FoundationEssentials
internal import Inventory
internal import Reports

struct InventoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inventory", abstract: "What the inventory says.", subcommands: [List.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the hosts that patterns choose.")

        @OptionGroup var hosts: HostOptions
        @Option(help: "names, a line each, or json: groups and variables too, secrets masked.")
        var format = Format.names

        enum Format: String, ExpressibleByArgument, CaseIterable { case names, json }

        func run() throws {
            let selected = try hosts.selected()
            switch format {
            case .names:
                for host in selected { print(Printable.line(host.name)) }
            case .json:
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
                print(String(decoding: try encoder.encode(selected.map(\.listing)), as: UTF8.self))
            }
        }
    }
}
