internal import ArgumentParser
internal import Runs

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Show a stored run again, as it was judged at the time of the sweep.",
        discussion: """
            dovesweep report                          the newest run
            dovesweep report before-change -v         with evidence
            dovesweep report last -o json:report.json
            """)

    @Argument(help: "\(RunSource.help)")
    var run = RunSource.last
    @OptionGroup var options: StoredRunOptions

    func run() async throws {
        try await options.report(run) { (try await $0.run(by: $1), $0.rerunNotes) }
    }
}
