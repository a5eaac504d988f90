internal import ArgumentParser
internal import Checks
internal import Runs
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
                run.keepingWaivers(try run.addingHistory(await record.judged(by: catalogue))),
                run.rerunNotes + record.notJudged(by: catalogue)
            )
        }
    }
}
