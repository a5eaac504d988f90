internal import ArgumentParser
internal import ReportFiles
internal import Reports

struct OutputOptions: ParsableArguments {
    @OptionGroup var report: ReportOptions

    @Flag(name: .shortAndLong, help: "Print no progress and no warnings on standard error.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Show every host, the evidence and skipped checks.")
    var verbose = false

    var reports: [ReportOutput] { report.reports }
}
