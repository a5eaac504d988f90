internal import ArgumentParser
internal import Checks
internal import Fleet
internal import ReportFiles
internal import Reports
internal import Runs

struct StoredRunOptions: ParsableArguments {
    @OptionGroup(title: "Checks") var catalogue: CatalogueOptions
    @OptionGroup(title: "Gate") var gate: GateOptions
    @OptionGroup(title: "Archive") var archive: ArchiveOption
    @OptionGroup(title: "Output") var output: OutputOptions

    /// Writes the reports, and exits with the gate's status. `judged` makes the run, and notes for the report.
    func report(
        _ word: String, judged: (LoadedRun, Catalogue) async throws -> (run: Run, notes: [String])
    ) async throws -> Never {
        try ReportWriter.check(output.reports.map(\.path))
        let catalogue = try catalogue.catalogue()
        let policy = try await GatePolicy(gate, catalogue, archive: archive)
        let made = try await judged(try archive.source.load(word), catalogue)
        let (run, notes) = policy.waived(made.run)
        let report = try policy.report(run, made.notes + notes, output)
        try ReportWriter.write(report, to: output.reports)
        throw ExitCode(Int32(clamping: report.status))
    }
}
