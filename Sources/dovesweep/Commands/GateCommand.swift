internal import ArgumentParser
internal import Reports

struct GateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gate", abstract: "Sweep, then say GO or NO-GO and why, in few lines.",
        discussion: """
            dovesweep gate --policy change.yaml --waivers waivers.yaml
            dovesweep gate --against before-change --fail-on-new
            dovesweep gate --draining mx7.example.net   before a step of a rolling change
            dovesweep gate -o json:gate.json            the whole run too

            A change goes ahead at exit status 0 alone. What is unknown, blocked or not
            swept never counts as passing. A group's quorum is of all its hosts in the
            inventory, those out of service too, and those that are not asked for are
            not known to pass. What a waived failure blocks is waived with it.
            """)

    @OptionGroup var sweep: SweepOptions
    @OptionGroup(title: "Gate") var gate: GateOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run() async throws {
        // Without a report that was asked for on standard output, the answer stands there alone.
        let reports = output.report.output
        try await SweepJob(options: sweep, gate: gate, output: output, reports: reports)
            .report(answers: !reports.contains { $0.path == nil })
    }
}
