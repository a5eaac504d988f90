internal import ArgumentParser
internal import Checks
internal import Sweep

struct JudgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "judge",
        abstract: "Judge the evidence of a run again with today's catalogue. No host is contacted.",
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
            return (
                try run.addingHistory(await record.judged(by: catalogue)),
                run.rerunNotes + record.notJudged(by: catalogue)
            )
        }
    }
}

extension StoredRecord {
    /// Says which of the operator's checks have answers here to another question than they ask now.
    fileprivate func notJudged(by catalogue: Catalogue) -> [String] {
        let changed = changedChecks(in: catalogue)
        if changed.isEmpty { return [] }
        return [
            "not judged: \(changed.joined(separator: ", ")): these checks have changed since the sweep: sweep again"
        ]
    }
}
