internal import ArgumentParser

struct SweepCommand: SweepingCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep", abstract: "Sweep the hosts and print the matrix.",
        discussion: """
            dovesweep sweep -o table -o json:report.json  and a file for programs
            dovesweep sweep -o summary -o html:report.html  a short text, and a page for a browser
            dovesweep sweep -o nagios --exit-codes nagios   as a monitoring plugin
            dovesweep sweep eu --only tls                 certificates alone
            dovesweep sweep --record sweep.jsonl          keep the evidence
            dovesweep sweep --max-failing 5%              exit 0 up to 5 % failing
            dovesweep sweep --save-as before-change       to compare with later
            dovesweep sweep --rerun-failed last           only what did not pass
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
        try await SweepJob(self, reports: output.reports).report()
    }
}
