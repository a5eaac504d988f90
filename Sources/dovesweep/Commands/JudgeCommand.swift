internal import ArgumentParser
internal import Checks
internal import Sweep

struct JudgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "judge", abstract: "Judge the evidence of a run again with today's catalogue, without a host.",
        discussion: """
            dovesweep judge last
            dovesweep judge sweep.jsonl -o json:report.json
            """)

    @Argument(help: "\(RunSource.help)")
    var run: String
    @OptionGroup var options: StoredRunOptions

    func run() async throws {
        try await options.report(run) { run, catalogue in
            let record = try run.stored()
            return (try run.addingHistory(await record.judged(by: catalogue)), record.notJudged(by: catalogue))
        }
    }
}

extension StoredRecord {
    /// Says which checks of the operator's have evidence here, and are not in the catalogue.
    fileprivate func notJudged(by catalogue: Catalogue) -> [String] {
        let left = Set(ownChecks).subtracting(catalogue.checks.map(\.id)).sorted()
        return left.isEmpty ? [] : ["not judged: \(left.joined(separator: ", ")): name their file (--catalogue FILE)"]
    }
}
