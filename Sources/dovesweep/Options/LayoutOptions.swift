internal import ArgumentParser
internal import Reports

/// How a text looks that is no report of a run.
struct LayoutOptions: ParsableArguments {
    @Option(help: "Colour: auto, always or never; NO_COLOR turns auto off.")
    var color = OutputOptions.Colour.auto

    @Flag(help: "Nothing but ASCII.")
    var ascii = false

    @Flag(help: "Replace account names and addresses, each by the same word throughout.")
    var redact = false

    /// A file has no width and no colour.
    func style(toFile: Bool) -> ReportStyle {
        toFile ? ReportStyle(inASCII: ascii) : Terminal.style(color: color, ascii: ascii)
    }
}
