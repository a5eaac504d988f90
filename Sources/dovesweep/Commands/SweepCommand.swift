internal import ArgumentParser
internal import Reports

struct SweepCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep", abstract: "Sweep the hosts and print the matrix.",
        discussion: """
            dovesweep sweep -o table -o json:report.json  also for programs
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
        try ReportWriter.check(output.reports)
        let growing = GrowingReports(output.reports)
        let (run, recorder) = try await SweepJob(options: sweep, output: output, growing: growing).run()
        let decision = gate.gate.decide(on: run)
        recorder.finish(run, decision)
        let report = Report(run, decision: decision, style: Terminal.style(output), exitCodes: output.exitCodes)
        try ReportWriter.write(
            report, to: output.reports, terminal: report.style, growing: growing, then: recorder.complete)
        throw ExitCode(Int32(report.status))
    }
}
