/// A way to write a run down, by the name that `--output` takes; each has a file or a folder of its own.
package enum ReportFormat: String, Sendable, CaseIterable {
    case table, json

    /// The whole report, with a newline at its end.
    package func render(_ report: Report) -> String {
        switch self {
        case .table: Table(report).text
        case .json: RunDocument(report).text
        }
    }
}
