internal import ArgumentParser
internal import Checks
internal import Diagnostics
internal import Fleet
internal import Inventory
internal import Reports

struct ChecksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checks", abstract: "List and explain the checks, and test checks of your own.",
        subcommands: [List.self, Explain.self, Example.self, Lint.self, Schema.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the checks, one on each line.", discussion: "dovesweep checks list --catalogue ours.yaml")

        @OptionGroup var catalogue: CatalogueOptions

        func run() throws {
            let checks = try catalogue.catalogue().checks
            let width = checks.map(\.id.count).max() ?? 0
            for check in checks {
                let padding = String(repeating: " ", count: width - check.id.count)
                print(Printable.line("\(check.id)\(padding)  \(check.explanation.title)"))
            }
        }
    }

    struct Explain: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Explain a check: why it matters, how to look by hand, how to fix it.",
            discussion: """
                dovesweep checks explain tls.expiry             one check
                dovesweep checks explain tls                    all checks of an item
                dovesweep checks explain --markdown >checks.md  every check, as a page
                """)

        @Argument(
            help: "A check or an item, as `checks list` and reports show it. Default: all checks.")
        var id: String?
        @Flag(help: "As Markdown.")
        var markdown = false
        @OptionGroup var catalogue: CatalogueOptions

        func run() throws {
            let catalogue = try catalogue.catalogue()
            let known = catalogue.items.map(\.rawValue) + catalogue.checks.map(\.id)
            if let id, !known.contains(id) {
                let near = Suggestion.sentence(for: id, among: known)
                throw ValidationError("there is no check or item “\(id)”. \(near)See dovesweep checks list")
            }
            let text = markdown ? catalogue.page(of: id) : catalogue.explanation(of: id)
            for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
                print(Printable.line(String(line), limit: 10_000))
            }
        }
    }

    struct Example: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print an example file of your own checks: inside a host, and from outside.",
            discussion: "dovesweep checks example >ours.yaml")

        func run() {
            print(String(decoding: OwnCatalogue.example, as: UTF8.self), terminator: "")
        }
    }

    struct Lint: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Find mistakes in your own catalogue files.",
            discussion: "dovesweep checks lint ours.yaml   # exit status 65 if there is a mistake")

        @Argument(help: "Catalogue files (YAML); the format: dovesweep checks schema.")
        var files: [String]

        func run() throws {
            let checks = try CatalogueOptions.checks(in: files)
            print("\(checks.count) \(checks.count == 1 ? "check is" : "checks are") well formed")
        }
    }

    struct Schema: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the JSON Schema of catalogue files, for your editor.",
            discussion: "dovesweep checks schema >catalogue.schema.json")

        func run() {
            print(String(decoding: OwnCatalogue.schema, as: UTF8.self), terminator: "")
        }
    }
}
