internal import ArgumentParser
internal import Fleet
internal import FoundationEssentials
internal import Reports
internal import Sweep

struct JudgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "judge", abstract: "Judge the evidence of a record again, without a host.",
        discussion: "dovesweep judge sweep.jsonl -o json:report.json")

    @Argument(help: "A file that `sweep --record` wrote.")
    var file: String
    @OptionGroup(title: "Checks") var catalogue: CatalogueOptions
    @OptionGroup(title: "Gate") var gate: GateOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run() async throws {
        try ReportWriter.check(output.reports)
        let record = try stored()
        let desk = try CertificateDesk(hosts: record.header.hosts, parameters: record.header.parameters)
        let judging = Judging(
            by: try catalogue.catalogue(), parameters: record.header.parameters, certificates: desk)
        for host in record.hosts { judging.begin(host) }
        let run = Run(
            record.header, seconds: record.seconds, catalogue: judging.catalogue,
            results: await judging.results(of: record.hosts), interruption: record.interruption)
        let decision = gate.gate.decide(on: run)
        let style = Terminal.style(output)
        try ReportWriter.write(Report(run, decision: decision, style: style), to: output.reports, terminal: style)
        throw ExitCode(Int32(decision.status))
    }

    private func stored() throws -> StoredRecord {
        guard let contents = FileManager.default.contents(atPath: file) else {
            throw CommandFailure(ExitStatus.wrongFile, "\(file): the record cannot be read")
        }
        do throws(RecordError) {
            return try StoredRecord(reading: Array(contents))
        } catch {
            throw CommandFailure(ExitStatus.wrongFile, "\(file):\(error.line): \(error.message)")
        }
    }
}
