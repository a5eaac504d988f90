internal import Assessment
internal import Fleet

/// One CSV line per change, per host gone or appeared, and per fact.
struct ComparisonCSV {
    let comparison: Comparison

    init(_ comparison: Comparison) {
        self.comparison = comparison
    }

    var text: String { CSV.text([Self.heads] + records(columns: Self.heads.count, of: record)) }

    /// With both findings and the remedy.
    var longText: String {
        let heads =
            Self.heads + [
                "item", "signature_before", "signature_after", "summary_before", "summary_after", "blocked_by",
                "remedy",
            ]
        return CSV.text([heads] + records(columns: heads.count, of: longRecord))
    }

    private static let heads = ["kind", "host", "former_host", "check_or_fact", "before", "after", "what"]

    private func record(of change: Comparison.Change) -> [String] {
        [
            comparison.isExplained(change) ? "blocked" : change.kind.rawValue, change.host, change.formerHost ?? "",
            change.after.check,
            change.before.verdict.rawValue, change.after.verdict.rawValue, change.told.summary,
        ]
    }

    private func longRecord(of change: Comparison.Change) -> [String] {
        let (before, after) = (change.before, change.after)
        return record(of: change) + [
            after.item.rawValue, before.signature, after.signature, before.summary, after.summary,
            after.blockedBy ?? "", after.remedy?.script ?? "",
        ]
    }

    private func records(columns: Int, of change: (Comparison.Change) -> [String]) -> [[String]] {
        let gone = comparison.gone.map { ["gone", $0.host.name, "", "", $0.standing.rawValue] }
        let appeared = comparison.appeared.map { ["appeared", $0.host.name, "", "", "", $0.standing.rawValue] }
        let facts = comparison.facts.map { ["fact", $0.host, "", $0.fact, $0.before ?? "", $0.after ?? ""] }
        let left = [
            (comparison.askedBeforeAlone, "asked-before-alone"), (comparison.askedAfterAlone, "asked-after-alone"),
        ]
        .flatMap { results, word in results.map { [word, $0.host.name, "", "", "", ""] } }
        let others = (gone + appeared + left + facts).map { $0 + Array(repeating: "", count: columns - $0.count) }
        return comparison.changes.map(change) + others
    }
}
