import Fleet

/// A comparison as metrics: how much changed, and each change.
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
                "dovesweep_compare_info", "Which runs these are.",
                [
                    Metric.Sample(
                        labels: [("before", comparison.before.id), ("after", comparison.after.id)], value: 1)
                ]),
            Metric("dovesweep_compare_worse", "Whether something got worse.", comparison.isWorse ? 1 : 0),
            Metric(
                "dovesweep_compare_checks", "How many checks changed how.",
                Comparison.Kind.allCases.map {
                    Metric.Sample(labels: [("kind", $0.rawValue)], value: Double(comparison.changes($0).count))
                }),
            Metric(
                "dovesweep_compare_hosts", "How many hosts one of the runs has alone.",
                hosts.map { Metric.Sample(labels: [("change", $0.0)], value: Double($0.1.count)) }),
            Metric("dovesweep_compare_facts", "How many facts changed.", Double(comparison.facts.count)),
        ]
    }

    private var changes: [Metric] {
        [
            Metric(
                "dovesweep_compare_check", "What became of a check on a host.",
                comparison.changes.map { change in
                    Metric.Sample(
                        labels: [
                            ("host", change.host), ("check", change.after.check), ("kind", change.kind.rawValue),
                            ("before", change.before.verdict.rawValue), ("after", change.after.verdict.rawValue),
                        ], value: 1)
                })
        ]
    }
}
