internal import ArgumentParser
internal import Reports

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Render a stored run again, as it was judged when it was swept.",
        discussion: """
            dovesweep report                          the newest run
            dovesweep report before-change -v         with evidence
            dovesweep report last -o json:report.json
            """)

    @Argument(help: "\(RunSource.help)")
    var run = RunSource.last
    @OptionGroup(title: "Checks") var catalogue: CatalogueOptions
    @OptionGroup(title: "Gate") var gate: GateOptions
    @OptionGroup(title: "Archive") var archive: ArchiveOption
    @OptionGroup(title: "Output") var output: OutputOptions

    func run() async throws {
        try ReportWriter.check(output.reports.map(\.path))
        let catalogue = try catalogue.catalogue()
        let policy = try await GatePolicy(gate, catalogue, archive: archive)
        let stored = try await RunSource(option: archive).load(run).run(by: catalogue)
        let report = try policy.report(stored, output)
        try ReportWriter.write(report, to: output.reports)
        throw ExitCode(Int32(report.status))
    }
}
