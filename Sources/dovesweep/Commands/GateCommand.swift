internal import ArgumentParser
internal import ReportFiles
internal import Reports

struct GateCommand: SweepingCommand {
    static let configuration = CommandConfiguration(
        commandName: "gate", abstract: "Sweep, then say GO or NO-GO and why, in few lines.",
        discussion: """
            dovesweep gate --policy change.yaml --waivers waivers.yaml
            dovesweep gate --against before-change --fail-on-new
            dovesweep gate --draining mx7.example.net   before a step of a rolling change
            dovesweep gate -o json:gate.json            the whole run too

            Make the change only at exit status 0. A check that is unknown or blocked, and
            a host that is not swept, never count as passing. A quorum is a share of all
            hosts of the group in the inventory, also of those out of service; hosts that
            are not swept do not count as passing. A waiver of a failure is also a waiver
            of the checks that this failure blocks.
            """)

    @OptionGroup(title: "Hosts") var hosts: HostOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions
    @OptionGroup(title: "Pace") var pace: PaceOptions
    @OptionGroup(title: "Checks") var checks: CheckOptions
    @OptionGroup(title: "Probe account") var probe: ProbeOptions
    @OptionGroup(title: "Archive") var archive: ArchiveOptions
    @OptionGroup var sweep: SweepOptions
    @OptionGroup(title: "Gate") var gate: GateOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run() async throws {
        // The decision goes to standard output unless a report does.
        let reports = output.report.output
        try await SweepJob(self, reports: reports)
            .report(answers: !reports.contains { $0.path == nil })
    }
}
