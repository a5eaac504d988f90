internal import Assessment
internal import Fleet

struct ComparisonSummary {
    private let comparison: Comparison
    private let table: ComparisonTable
    private let style: ReportStyle

    init(_ comparison: Comparison, style: ReportStyle) {
        (self.comparison, self.style) = (comparison, style)
        table = ComparisonTable(comparison, style: style)
    }

    /// In scalars; JSON has the whole list.
    private static let longestList = 4000

    var text: String {
        let sections = [table.headline] + Comparison.Theme.allCases.map(section) + [hosts, facts, table.notComparable]
        return Line.sections(sections, in: style)
    }

    private func section(_ theme: Comparison.Theme) -> [Line] {
        titled(
            theme.label,
            comparison.groups(theme).map { group in
                let check = Line("\(group.change.after.check)").painted(.strong)
                let verdicts = group.change.before.verdict.word + " → " + group.change.after.verdict.word
                return (
                    head: "\(group.hosts.count.counted("host"))",
                    lines: ["\(check) \(verdicts)", "\(group.names, limit: Self.longestList)"]
                )
            })
    }

    private var hosts: [Line] {
        titled(
            "hosts",
            comparison.unpaired.map {
                (head: "\($0.title)", lines: [names($0.hosts.map(\.name)), "\($0.meaning)"])
            })
    }

    private var facts: [Line] {
        titled(
            "facts that changed",
            comparison.factGroups.map { group in
                (head: "\(group.name)", lines: ["\(group.words)", names(group.hosts)])
            })
    }

    private func names(_ names: [String]) -> Line { "\(NodeSet(names).text, limit: Self.longestList)" }

    private func titled(_ title: Line, _ entries: [Titled.Entry]) -> [Line] {
        Titled(title: title, entries: entries).lines(width: style.width)
    }
}
