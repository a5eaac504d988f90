internal import ArgumentParser
internal import Reports

/// What a command that has a run to report writes, and how much of it.
struct OutputOptions: ParsableArguments {
    @OptionGroup var report: ReportOptions

    @Flag(name: .shortAndLong, help: "No progress and no warnings on standard error.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Every host, evidence, and what was skipped.")
    var verbose = false

    var reports: [ReportOptions.Output] { report.reports }
}
