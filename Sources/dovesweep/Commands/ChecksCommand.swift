internal import ArgumentParser
internal import Checks
internal import Fleet

struct ChecksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checks", abstract: "What is asked of every host, and why.",
        subcommands: [List.self, Explain.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the checks, a line each.")

        func run() {
            let width = Catalogue.builtIn.checks.map(\.id.count).max() ?? 0
            for check in Catalogue.builtIn.checks {
                let padding = String(repeating: " ", count: width - check.id.count)
                print("\(check.id)\(padding)  \(check.explanation.title)")
            }
        }
    }

    struct Explain: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Explain a check: why it matters, how to look by hand, what mends it.",
            discussion: "dovesweep checks explain tls.expiry")

        @Argument(help: "The check's id, as `checks list` and every report show it.")
        var id: String

        func run() throws {
            guard let check = Catalogue.builtIn.checks.first(where: { $0.id == id }) else {
                throw ValidationError("there is no check “\(id)”: see dovesweep checks list")
            }
            let about = check.explanation
            print("\(check.id): \(about.title)\n")
            print("Why it matters\n  \(about.why)\n")
            print("By hand\n  \(about.byHand)\n")
            print("What mends it\n" + about.remedies.map { "  \($0)" }.joined(separator: "\n") + "\n")
            print("Read more\n" + about.references.map { "  \($0)" }.joined(separator: "\n"))
        }
    }
}
