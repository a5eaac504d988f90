internal import Assessment
internal import Fleet

struct ComparisonPrometheus {
    let comparison: Comparison

    init(_ comparison: Comparison) {
        self.comparison = comparison
    }

    var text: String { (totals + changes).map(\.text).joined().text }

    private var totals: [Metric] {
        let hosts = [("gone", comparison.gone), ("appeared", comparison.appeared)]
        return [
            Metric(
                "dovesweep_compare_info", "The two runs that are compared.",
                [
                    Metric.Sample(
                        labels: [("before", comparison.before.id), ("after", comparison.after.id)], value: 1)
                ]),
            Metric("dovesweep_compare_worse", "Whether something got worse.", comparison.isWorse ? 1 : 0),
            Metric(
                "dovesweep_compare_checks", "Number of checks by kind of change, without those that another explains.",
                Comparison.Theme.allCases.map {
                    Metric.Sample(labels: [("kind", kind($0))], value: Double(comparison.changes($0).count))
                }),
            Metric(
                "dovesweep_compare_hosts", "Number of hosts that only one of the runs has.",
                hosts.map { Metric.Sample(labels: [("change", $0.0)], value: Double($0.1.count)) }),
            Metric("dovesweep_compare_facts", "Number of facts that changed.", Double(comparison.facts.count)),
        ]
    }

    private var changes: [Metric] {
        [
            Metric(
                "dovesweep_compare_check", "How a check on a host changed, without those that another explains.",
                Comparison.Theme.allCases.flatMap { theme in
                    comparison.changes(theme).map { change in
                        Metric.Sample(
                            labels: [
                                ("host", change.host), ("check", change.after.check), ("kind", kind(theme)),
                                ("before", change.before.verdict.rawValue), ("after", change.after.verdict.rawValue),
                            ], value: 1)
                    }
                })
        ]
    }

    private func kind(_ theme: Comparison.Theme) -> String {
        theme.rawValue.split(separator: " ").joined(separator: "-")
    }
}
