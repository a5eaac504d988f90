internal import ArgumentParser
internal import FoundationEssentials
internal import Policy
internal import Reports
internal import YAMLFiles

struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "What changed between two runs.",
        discussion: """
            dovesweep compare before-change last
            dovesweep compare before-change last --map mx1=new1 --map mx2=new2
            dovesweep compare before.json after.json -o json:changes.json

            Exit status: 0 nothing got worse, 1 something did: a failure that is new, a
            check that was known and is not any more, a host that is gone, or one that
            appeared and does not pass. Warnings alone are told, and not worse.
            """)

    @Argument(help: "The earlier run. \(RunSource.help)")
    var before: String
    @Argument(help: "The later run.")
    var after: String
    @Option(help: "A host that moved, OLD=NEW, or a file of such lines (repeatable).")
    var map: [String] = []
    @Option(
        name: [.short, .customLong("output")],
        help: "table, json, markdown, csv or html, with ':PATH' into a file (repeatable). Default: table.")
    var output: [Output] = []
    @OptionGroup(title: "Checks") var catalogue: CatalogueOptions
    @OptionGroup(title: "Archive") var archive: ArchiveOption
    @OptionGroup(title: "Layout") var layout: LayoutOptions

    func run() async throws {
        try ReportWriter.check(output.map(\.path))
        let names = try formerNames()
        let source = RunSource(option: archive)
        let catalogue = try catalogue.catalogue()
        var redaction = layout.redact ? Redaction() : nil
        let earlier = try await source.load(before).run(by: catalogue).redacted(by: &redaction)
        let later = try await source.load(after).run(by: catalogue).redacted(by: &redaction)
        let comparison = Comparison(earlier, later, formerNames: names)
        let outputs = output.isEmpty ? [Output(format: .table, path: nil)] : output
        let texts = outputs.map { output in
            (output.path, output.format.render(comparison, style: layout.style(toFile: output.path != nil)))
        }
        try ReportWriter.write(texts, answer: comparison.summary)
        throw ExitCode(Int32(comparison.status))
    }

    private func formerNames() throws -> [String: String] {
        var names = HostMap()
        for word in map where !(word.contains("=") && !word.contains("/")) || !names.add(word) {
            guard let contents = FileManager.default.contents(atPath: word) else {
                throw CommandFailure(
                    ExitStatus.usage, "--map \(word): it is no OLD=NEW with a new name of its own, and no file")
            }
            do throws(YAMLFileError) { try names.add(file: Array(contents), named: word) } catch {
                throw CommandFailure(ExitStatus.wrongFile, error.description)
            }
        }
        return names.formerNames
    }

    struct Output: ExpressibleByArgument {
        let format: ComparisonFormat
        let path: String?

        init(format: ComparisonFormat, path: String?) {
            (self.format, self.path) = (format, path)
        }

        init?(argument: String) {
            let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard let format = ComparisonFormat(rawValue: String(parts[0])), parts.count == 1 || !parts[1].isEmpty
            else {
                return nil
            }
            self.init(format: format, path: parts.count == 1 ? nil : String(parts[1]))
        }
    }
}
