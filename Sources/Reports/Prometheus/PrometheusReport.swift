import Fleet

/// A run as metrics. A passing item of a host has no sample of its own: 5,000 hosts would be 55,000 of them, and the
/// totals count them.
struct PrometheusReport {
    let report: Report

    init(_ report: Report) {
        self.report = report
    }

    var text: String { (about + totals + hosts + closing).map(\.text).joined().text }

    private var run: Run { report.run }

    private var about: [Metric] {
        [
            Metric(
                "dovesweep_run_info", "Which run this is.",
                [
                    Metric.Sample(
                        labels: [("id", run.id), ("catalogue", run.catalogueVersion), ("agent", run.agentHash)],
                        value: 1)
                ]),
            Metric(
                "dovesweep_run_start_time_seconds",
                "When the run started, in Unix seconds: its age is time() less that.",
                Double(run.started)),
            Metric("dovesweep_run_duration_seconds", "How long the run took.", run.seconds),
            Metric(
                "dovesweep_exit_status", "What the gate said: 0 passed, 1 failed, 2 undecided, 128 and more a signal.",
                Double(report.decision.status)),
        ]
    }

    private var totals: [Metric] {
        let totals = run.totals
        let standings = [("passing", totals.passing), ("failing", totals.failing), ("undecided", totals.undecided)]
        return [
            Metric(
                "dovesweep_hosts", "How many hosts stand how.",
                standings.map { Metric.Sample(labels: [("standing", $0.0)], value: Double($0.1)) }),
            Metric("dovesweep_hosts_swept", "How many hosts were swept.", Double(totals.swept)),
            Metric(
                "dovesweep_hosts_waived", "How many of the failing hosts fail as waived alone.", Double(totals.waived)),
            Metric(
                "dovesweep_item_hosts_waived", "How many of the failures of an item are waived.",
                run.items.map {
                    Metric.Sample(
                        labels: [("item", $0.rawValue)], value: Double(totals.waivedItems[$0] ?? 0))
                }),
            Metric(
                "dovesweep_item_hosts", "How many hosts have which verdict on an item.",
                run.items.flatMap { item in
                    Verdict.allCases.map { verdict in
                        Metric.Sample(
                            labels: [("item", item.rawValue), ("verdict", verdict.rawValue)],
                            value: Double(totals.items[item]?[verdict] ?? 0))
                    }
                }),
        ]
    }

    private var hosts: [Metric] {
        [
            Metric(
                "dovesweep_host_info", "How a host stands, and why.",
                run.hosts.map { result in
                    Metric.Sample(
                        labels: [
                            ("host", result.host.name), ("standing", result.standing.rawValue),
                            ("outcome", result.outcome.rawValue), ("state", result.host.state.rawValue),
                            ("role", result.host.role.rawValue), ("cause", result.cause?.check ?? ""),
                            ("dovecot", result.facts["dovecot"] ?? ""),
                        ], value: 1)
                }),
            Metric(
                "dovesweep_host_item", "An item of a host that does not pass, its verdict, and whether it is waived.",
                run.hosts.flatMap(samples)),
            Metric(
                "dovesweep_host_failing_since_seconds", "Since when a check fails on a host.",
                moments { finding in finding.failingSince }),
            Metric(
                "dovesweep_host_waiver_ends_seconds", "When a waiver of a failure ends, in Unix seconds.",
                moments { finding in finding.waiver?.ends }),
            Metric(
                "dovesweep_host_certificate_expiry_seconds",
                "When the certificate of a host ends that clients get, in Unix seconds.",
                run.hosts.compactMap { result in
                    result.facts["certificate-ends"].flatMap(unixSeconds).map {
                        Metric.Sample(labels: [("host", result.host.name)], value: Double($0))
                    }
                }),
            Metric(
                "dovesweep_host_duration_seconds", "How long a host took.",
                run.hosts.map { Metric.Sample(labels: [("host", $0.host.name)], value: $0.seconds) }),
            Metric(
                "dovesweep_host_login_proven", "Whether a login was proven on a host.",
                run.hosts.map { Metric.Sample(labels: [("host", $0.host.name)], value: $0.loginProven ? 1 : 0) }),
        ]
    }

    private var closing: [Metric] {
        [
            Metric(
                "dovesweep_logins_proven", "On how many hosts a login was proven.", Double(run.totals.loginsProven))
        ]
    }

    private func samples(of result: HostResult) -> [Metric.Sample] {
        run.items.compactMap { item in
            let verdict = result.verdict(of: item)
            guard verdict != .pass, verdict != .skipped else { return nil }
            return Metric.Sample(
                labels: [
                    ("host", result.host.name), ("item", item.rawValue), ("verdict", verdict.rawValue),
                    ("waived", "\(result.isWaived(item))"),
                ], value: 1)
        }
    }

    /// A sample for each finding of which there is a moment to tell.
    private func moments(_ moment: (Finding) -> Int64?) -> [Metric.Sample] {
        run.hosts.flatMap { result in
            result.findings.compactMap { finding in
                moment(finding).map { at in
                    Metric.Sample(
                        labels: [
                            ("host", result.host.name), ("check", finding.check),
                            ("owner", finding.waiver?.owner ?? ""),
                        ], value: Double(at))
                }
            }
        }
    }
}
