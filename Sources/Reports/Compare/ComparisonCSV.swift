import Fleet

/// The changes for a spreadsheet: a line each, hosts that are gone or appeared and facts too.
struct ComparisonCSV {
    let comparison: Comparison

    init(_ comparison: Comparison) {
        self.comparison = comparison
    }

    var text: String {
        let heads = ["kind", "host", "former host", "check or fact", "before", "after", "what"]
        let changes = comparison.changes.map { change in
            [
                change.kind.rawValue, change.host, change.formerHost ?? "", change.after.check,
                change.before.verdict.rawValue, change.after.verdict.rawValue, change.told.summary,
            ]
        }
        let gone = comparison.gone.map { ["gone", $0.host.name, "", "", $0.standing.rawValue, "", ""] }
        let appeared = comparison.appeared.map { ["appeared", $0.host.name, "", "", "", $0.standing.rawValue, ""] }
        let facts = comparison.facts.map { ["fact", $0.host, "", $0.fact, $0.before ?? "", $0.after ?? "", ""] }
        return CSV.text([heads] + changes + gone + appeared + facts)
    }
}
