/// A way to write a run, or what changed between two, down, by the name that `--output` takes; each has a file or a
/// folder of its own.
package enum ReportFormat: String, Sendable, CaseIterable {
    case table, summary, json, jsonl, markdown, csv
    case csvLong = "csv-long"
    case html, junit, prometheus, nagios

    /// The whole report of a run, with a newline at its end.
    package func render(_ report: Report) -> String {
        switch self {
        case .table: Table(report).text
        case .summary: Summary(report).text
        case .json: RunDocument(report).text
        case .jsonl: JSONLines.text(report)
        case .markdown: MarkdownReport(report).text
        case .csv: MatrixCSV(report.run).text
        case .csvLong: ChecksCSV(report.run).text
        case .html: Page(report).text
        case .junit: JUnitReport(report).text
        case .prometheus: PrometheusReport(report).text
        case .nagios: NagiosReport(report).text
        }
    }

    /// The same as bytes; JSON, of which there is much, without a copy on the way.
    package func bytes(_ report: Report) -> [UInt8] {
        self == .json ? RunDocument(report).bytes() : Array(render(report).utf8)
    }

    /// The JSON report as it is stored: for programs alone, on one line.
    package static func stored(_ report: Report) -> [UInt8] { RunDocument(report).bytes(lineWidth: nil) }

    /// The whole of a comparison, with a newline at its end.
    package func render(_ comparison: Comparison, style: ReportStyle = ReportStyle()) -> String {
        switch self {
        case .table: ComparisonTable(comparison, style: style).text
        case .summary: ComparisonSummary(comparison, style: style).text
        case .json: ComparisonDocument(comparison).text
        case .jsonl: ComparisonDocument(comparison).lines
        case .markdown: ComparisonMarkdown(comparison).text
        case .csv: ComparisonCSV(comparison).text
        case .csvLong: ComparisonCSV(comparison).longText
        case .html: ComparisonPage(comparison).text
        case .junit: ComparisonJUnit(comparison).text
        case .prometheus: ComparisonPrometheus(comparison).text
        case .nagios: ComparisonNagios(comparison).text
        }
    }
}
