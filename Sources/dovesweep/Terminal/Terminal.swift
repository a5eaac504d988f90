internal import Fleet
internal import FoundationEssentials
internal import Glibc
internal import Reports

enum Terminal {
    /// For reports on standard output.
    static func style(_ options: OutputOptions) -> ReportStyle {
        var style = style(color: options.report.color, ascii: options.report.ascii)
        style.isVerbose = options.verbose
        return style
    }

    /// For other output.
    static func style(color: ReportOptions.Colour, ascii: Bool) -> ReportStyle {
        ReportStyle(
            width: width(of: STDOUT_FILENO), inColour: isColoured(color, STDOUT_FILENO), inASCII: ascii)
    }

    static var isWatched: Bool { isatty(STDERR_FILENO) == 1 }

    /// From $COLUMNS if set; nil for a file or pipe.
    static func width(of file: Int32) -> Int? {
        guard isatty(file) == 1 else { return nil }
        if let columns = environment("COLUMNS").flatMap({ number($0, in: 1...100_000) }) { return columns }
        var size = winsize()
        guard unsafe ioctl(file, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// The option wins. Otherwise NO_COLOR (https://no-color.org) turns colour off, CLICOLOR_FORCE
    /// (https://bixense.com/clicolors) on, even in a pipe, and CLICOLOR=0 off.
    private static func isColoured(_ option: ReportOptions.Colour, _ file: Int32) -> Bool {
        switch option {
        case .always: return true
        case .never: return false
        case .auto:
            if environment("NO_COLOR") != nil { return false }
            if let force = environment("CLICOLOR_FORCE"), force != "0" { return true }
            return isatty(file) == 1 && environment("TERM") != "dumb" && environment("CLICOLOR") != "0"
        }
    }

    private static func environment(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}
