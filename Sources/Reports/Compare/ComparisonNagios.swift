internal import Assessment
internal import Fleet

struct ComparisonNagios {
    let comparison: Comparison

    init(_ comparison: Comparison) {
        self.comparison = comparison
    }

    var text: String {
        let worse = [Comparison.Theme.newlyFailing, .newlyUnknown, .newlyWarning].flatMap { theme in
            comparison.groups(theme).map { (theme: theme, group: $0) }
        }
        let lines = worse.map { theme, group -> Nagios in
            let (change, hosts) = (group.change, NodeSet(group.hosts).text)
            let what: Nagios = "\(theme.rawValue): \(change.after.check, limit: 50) on \(hosts, limit: 100)"
            return "\(what): \(change.after.summary, limit: 150)"
        }
        let gone: [Nagios] =
            comparison.gone.isEmpty
            ? []
            : [
                "gone: \(NodeSet(comparison.gone.map(\.host.name)).text, limit: 100): not in the later run (new "
                    + "names: --map OLD=NEW)"
            ]
        let lost: [Nagios] = comparison.lost.map {
            "not swept: \($0.host.name, limit: 100): \($0.reason ?? "", limit: 150)"
        }
        return NagiosOutput(
            state: NagiosState(comparison), sentence: comparison.summary, numbers: numbers,
            lines: NagiosOutput.shortened(gone + lost + lines)
        ).text
    }

    private var numbers: [(name: StaticString, value: Int, most: Int?)] {
        let count = { (theme: Comparison.Theme) in comparison.changes(theme).count }
        return [
            ("newly_failing", count(.newlyFailing), nil), ("newly_unknown", count(.newlyUnknown), nil),
            ("newly_warning", count(.newlyWarning), nil), ("fixed", count(.fixed), nil),
            ("still_failing", count(.stillFailing), nil), ("still_warning", count(.stillWarning), nil),
            ("gone", comparison.gone.count, comparison.before.hosts.count),
            ("appeared", comparison.appeared.count, comparison.after.hosts.count),
        ]
    }
}
