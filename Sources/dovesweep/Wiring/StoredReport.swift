internal import ArgumentParser
internal import Fleet
internal import Reports

/// The report of a run that was not swept just now, and the exit status that its gate gives.
struct StoredReport {
    let run: Run
    let gate: GateOptions
    let output: OutputOptions

    func write() throws {
        let decision = gate.gate.decide(on: run)
        let report = Report(run, decision: decision, style: Terminal.style(output), exitCodes: output.exitCodes)
        try ReportWriter.write(report, to: output.reports, terminal: report.style)
        throw ExitCode(Int32(report.status))
    }
}
