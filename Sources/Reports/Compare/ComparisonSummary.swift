import Fleet

/// A comparison at a glance: the answer, and for each kind of change the checks with their hosts.
struct ComparisonSummary {
    private let comparison: Comparison
    private let table: ComparisonTable
    private let style: ReportStyle

    init(_ comparison: Comparison, style: ReportStyle) {
        (self.comparison, self.style) = (comparison, style)
        table = ComparisonTable(comparison, style: style)
    }

    /// In scalars; JSON has all of them.
    private static let longestList = 4000

    var text: String {
        let sections = [table.headline] + Comparison.Kind.shown.map(section) + [hosts, facts, table.notComparable]
        return Line.sections(sections, in: style)
    }

    private func section(_ kind: Comparison.Kind) -> [Line] {
        titled(
            kind.label,
            comparison.groups(kind).map { group in
                let check = Line("\(group.change.after.check)").painted(.strong)
                let verdicts = group.change.before.verdict.word + " → " + group.change.after.verdict.word
                return (
                    head: "\(group.hosts.count.counted("host"))",
                    lines: ["\(check) \(verdicts)", "\(group.names, limit: Self.longestList)"]
                )
            })
    }

    private var hosts: [Line] {
        let lists = [("gone", comparison.gone), ("appeared", comparison.appeared)] as [(Line, [HostResult])]
        return titled(
            "hosts", lists.filter { !$0.1.isEmpty }.map { (head: $0, lines: [names($1.map(\.host.name))]) })
    }

    private var facts: [Line] {
        titled(
            "facts that changed",
            comparison.factGroups.map { group in
                let values: Line = "\(group.before ?? "not known") → \(group.after ?? "not known")"
                return (head: "\(group.fact)", lines: [values, names(group.hosts)])
            })
    }

    private func names(_ names: [String]) -> Line { "\(NodeSet(names).text, limit: Self.longestList)" }

    private func titled(_ title: Line, _ entries: [Titled.Entry]) -> [Line] {
        Titled(title: title, entries: entries).lines(width: style.width)
    }
}
