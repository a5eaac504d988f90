internal import ArgumentParser
internal import Fleet
internal import Reports

/// What is written, and where to.
struct OutputOptions: ParsableArguments {
    @Option(
        name: [.short, .customLong("output")],
        help:
            "A report: \(ReportFormat.allCases.map(\.rawValue).joined(separator: " or ")), with ':PATH' into a file (repeatable). Default: table."
    )
    var output: [Output] = []

    @Option(help: "Colour: auto, always or never; NO_COLOR turns auto off.")
    var color = Colour.auto

    @Flag(help: "Nothing but ASCII.")
    var ascii = false

    @Flag(name: .shortAndLong, help: "No progress and no warnings on standard error.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Every host, evidence, and what was skipped.")
    var verbose = false

    func validate() throws {
        if reports.count(where: { $0.path == nil }) > 1 {
            throw ValidationError(
                "only one report can go to standard output: give the others a file (json:report.json)")
        }
    }

    var reports: [Output] { output.isEmpty ? [Output(format: .table, path: nil)] : output }

    enum Colour: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

    /// A format, and the file that it goes to; nil is standard output.
    struct Output: ExpressibleByArgument, Equatable {
        let format: ReportFormat
        let path: String?

        init(format: ReportFormat, path: String?) {
            self.format = format
            self.path = path
        }

        init?(argument: String) {
            let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard let format = ReportFormat(rawValue: String(parts[0])), parts.count == 1 || !parts[1].isEmpty else {
                return nil
            }
            self.init(format: format, path: parts.count == 1 ? nil : String(parts[1]))
        }
    }
}

/// When the exit status is 0.
struct GateOptions: ParsableArguments {
    @Option(help: "From which verdict on a host counts as failing: warn or fail.")
    var failOn = Gate.Threshold.fail

    @Option(help: "How many hosts may fail: N or N%.")
    var maxFailing = Gate.Allowance.hosts(0)

    @Option(help: "Percent of the hosts that must be decided.")
    var minCoverage = 100

    func validate() throws {
        if !(0...100).contains(minCoverage) { throw ValidationError("--min-coverage: 0 to 100 percent") }
    }

    var gate: Gate { Gate(failOn: failOn, maxFailing: maxFailing, minCoverage: minCoverage) }
}

extension Gate.Threshold: ExpressibleByArgument {}
extension Gate.Allowance: ExpressibleByArgument {
    package var defaultValueDescription: String {
        switch self {
        case .hosts(let count): "\(count)"
        case .percent(let share): "\(share)%"
        }
    }
}
