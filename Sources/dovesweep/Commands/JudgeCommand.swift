internal import ArgumentParser
internal import Reports

struct JudgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "judge", abstract: "Judge the evidence of a run again with today's catalogue, without a host.",
        discussion: """
            dovesweep judge last
            dovesweep judge sweep.jsonl -o json:report.json
            """)

    @Argument(help: "\(RunSource.help)")
    var run: String
    @OptionGroup(title: "Checks") var catalogue: CatalogueOptions
    @OptionGroup(title: "Gate") var gate: GateOptions
    @OptionGroup(title: "Archive") var archive: ArchiveOption
    @OptionGroup(title: "Output") var output: OutputOptions

    func run() async throws {
        try ReportWriter.check(output.reports.map(\.path))
        let catalogue = try catalogue.catalogue()
        let policy = try await GatePolicy(gate, catalogue, archive: archive)
        let stored = try await RunSource(option: archive).load(run).stored().judged(by: catalogue)
        let report = try policy.report(stored, output)
        try ReportWriter.write(report, to: output.reports)
        throw ExitCode(Int32(report.status))
    }
}
