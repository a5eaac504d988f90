internal import ArgumentParser

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
        try await options.report(run) { try await $0.judgedAgain(by: $1) }
    }
}
