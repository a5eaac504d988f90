package import Assessment

/// A format of a run or a comparison; the raw value is its name in `--output`.
package enum ReportFormat: String, Sendable, CaseIterable {
    case table, summary, json, jsonl, markdown, csv
    case csvLong = "csv-long"
    case html, junit, prometheus, nagios

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

    /// JSON, which may be large, is not copied.
    package func bytes(_ report: Report) -> [UInt8] {
        self == .json ? RunDocument(report).bytes() : Array(render(report).utf8)
    }

    /// JSON on one line, for the archive.
    package static func stored(_ report: Report) -> [UInt8] { RunDocument(report).bytes(lineWidth: nil) }

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
