/// A way to write a comparison down.
package enum ComparisonFormat: String, Sendable, CaseIterable {
    case table, json, markdown, csv, html

    /// The whole of it, with a newline at its end.
    package func render(_ comparison: Comparison, style: ReportStyle) -> String {
        switch self {
        case .table: ComparisonTable(comparison, style: style).text
        case .json: ComparisonDocument(comparison).text
        case .markdown: ComparisonMarkdown(comparison).text
        case .html: ComparisonPage(comparison).text
        case .csv: ComparisonCSV(comparison).text
        }
    }
}
