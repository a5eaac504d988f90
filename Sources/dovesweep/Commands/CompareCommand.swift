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
            dovesweep compare before-change last -o junit:changes.xml

            Exit status: 0 nothing got worse, 1 something did: a failure that is new, a
            check that was known and is not any more, a host that is gone, or one that
            appeared and does not pass. Warnings alone are told, and not worse; by
            --exit-codes nagios they are 1, and what is worse 2.
            """)

    @Argument(help: "The earlier run. \(RunSource.help)")
    var before: String
    @Argument(help: "The later run.")
    var after: String
    @Option(help: "A host that moved, OLD=NEW, or a file of such lines (repeatable).")
    var map: [String] = []
    @OptionGroup(title: "Checks") var catalogue: CatalogueOptions
    @OptionGroup(title: "Archive") var archive: ArchiveOption
    @OptionGroup(title: "Output") var output: ReportOptions

    func run() async throws {
        try ReportWriter.check(output.reports.map(\.path))
        let names = try formerNames()
        let source = RunSource(option: archive)
        let catalogue = try catalogue.catalogue()
        var redaction = output.redact ? Redaction() : nil
        let earlier = try await source.load(before).run(by: catalogue).redacted(by: &redaction)
        let later = try await source.load(after).run(by: catalogue).redacted(by: &redaction)
        var comparison = Comparison(earlier, later, formerNames: names)
        comparison.exitCodes = output.exitCodes
        let style = Terminal.style(color: output.color, ascii: output.ascii)
        let texts = output.reports.map { [comparison] report in
            ReportWriter.Written(path: report.path) {
                Array(report.format.render(comparison, style: report.path == nil ? style : style.ofFile).utf8)
            }
        }
        try ReportWriter.write(texts, answer: comparison.summary)
        throw ExitCode(Int32(clamping: comparison.status))
    }

    private func formerNames() throws -> [String: String] {
        var names = HostMap()
        for word in map where !(word.contains("=") && !word.contains("/")) || !names.add(word) {
            guard let contents = FileManager.default.contents(atPath: word) else {
                throw CommandFailure(
                    ExitStatus.usage,
                    "--map \(word): it is no OLD=NEW with a new name of its own, and no file: "
                        + "write --map mx1=new1, or name a file of such lines")
            }
            do throws(YAMLFileError) { try names.add(file: Array(contents), named: word) } catch {
                throw CommandFailure(ExitStatus.wrongFile, error.description)
            }
        }
        return names.formerNames
    }
}
