internal import ArgumentParser
internal import Assessment
internal import ReportFiles
internal import Reports

struct ReportOptions: ParsableArguments {
    @Option(
        name: [.short, .customLong("output")],
        help: ArgumentHelp(
            "The format of a report. With ':PATH' it goes to that file (repeatable). Default: table.",
            valueName: "format[:path]"))
    var output: [ReportOutput] = []

    @Option(help: "Colour: auto, always or never. NO_COLOR turns auto off, CLICOLOR_FORCE on.")
    var color = Colour.auto

    @Flag(help: "Print only ASCII characters.")
    var ascii = false

    @Option(
        name: .customLong("exit-codes"),
        help: """
            The exit statuses: dovesweep, or nagios (0 all pass, 1 warnings, 2 hosts fail, 3 undecided). Default: \
            nagios if \
            that is the format on standard output, else dovesweep.
            """)
    var askedExitCodes: ExitCodes?

    var exitCodes: ExitCodes {
        askedExitCodes ?? (reports.contains { $0.format == .nagios && $0.path == nil } ? .nagios : .dovesweep)
    }

    @Flag(
        help: """
            Replace the names of hosts, domains, accounts and certificates, and addresses, in a report that you give \
            away. \
            The same name always gets the same word. A file of --record is not changed.
            """
    )
    var redact = false

    func validate() throws {
        if reports.count(where: { $0.path == nil }) > 1 {
            throw ValidationError(
                "only one report can go to standard output: give the others a file (json:report.json)")
        }
        let paths = reports.compactMap(\.path)
        if let twice = paths.first(where: { path in paths.count { $0 == path } > 1 }) {
            throw ValidationError(
                "two reports go to \(twice): give one of them another file")
        }
    }

    var reports: [ReportOutput] { output.isEmpty ? [ReportOutput(format: .table, path: nil)] : output }

    enum Colour: String, ExpressibleByArgument, CaseIterable { case auto, always, never }
}

extension ReportOutput: ExpressibleByArgument {
    static var allValueStrings: [String] { ReportFormat.allCases.map(\.rawValue) }
    static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }

    init?(argument: String) {
        let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let format = ReportFormat(rawValue: String(parts[0])), parts.count == 1 || !parts[1].isEmpty else {
            return nil
        }
        self.init(format: format, path: parts.count == 1 ? nil : String(parts[1]))
    }
}

extension ExitCodes: ExpressibleByArgument {}
