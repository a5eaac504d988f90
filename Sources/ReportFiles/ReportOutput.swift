package import Reports

/// A format of a report, and the file that it goes to.
package struct ReportOutput: Equatable, Sendable {
    package let format: ReportFormat
    /// nil is standard output.
    package let path: String?

    package init(format: ReportFormat, path: String?) {
        self.format = format
        self.path = path
    }
}
