internal import ArgumentParser

struct SweepCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep", abstract: "Sweep the hosts and print the matrix.",
        discussion: """
            dovesweep sweep -o table -o json:report.json  also for programs
            dovesweep sweep -o summary -o html:report.html  the fleet on a page, and one to look into
            dovesweep sweep -o nagios --exit-codes nagios   as a monitoring plugin
            dovesweep sweep eu --only tls                 certificates alone
            dovesweep sweep --record sweep.jsonl          keep the evidence
            dovesweep sweep --max-failing 5%              exit 0 up to 5 % failing
            dovesweep sweep --save-as before-change       to compare with later
            dovesweep sweep --rerun-failed last           only what did not pass
            """)

    @OptionGroup var sweep: SweepOptions
    @OptionGroup(title: "Gate") var gate: GateOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run() async throws {
        try await SweepJob(options: sweep, gate: gate, output: output, reports: output.reports).report()
    }
}
