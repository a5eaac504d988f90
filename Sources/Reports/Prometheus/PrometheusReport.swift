internal import Assessment
internal import Fleet

/// A run as metrics. A passing item has no sample, as 5,000 hosts would make 55,000; the totals count them.
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
                "dovesweep_run_info", "The run that these metrics are of.",
                [
                    Metric.Sample(
                        labels: [("id", run.id), ("catalogue", run.catalogueVersion), ("agent", run.agentHash)],
                        value: 1)
                ]),
            Metric(
                "dovesweep_run_start_time_seconds",
                "Start of the run, in Unix seconds. Its age is time() minus this value.",
                Double(run.started)),
            Metric("dovesweep_run_duration_seconds", "Duration of the run.", run.seconds),
            Metric(
                "dovesweep_exit_status", "Result of the gate: 0 passed, 1 failed, 2 undecided, 128 and more a signal.",
                Double(report.decision.status)),
        ]
    }

    private var totals: [Metric] {
        let totals = run.totals
        let standings = [("passing", totals.passing), ("failing", totals.failing), ("undecided", totals.undecided)]
        return [
            Metric(
                "dovesweep_hosts", "Number of hosts by standing.",
                standings.map { Metric.Sample(labels: [("standing", $0.0)], value: Double($0.1)) }),
            Metric("dovesweep_hosts_swept", "Number of hosts that were swept.", Double(totals.swept)),
            Metric(
                "dovesweep_hosts_waived", "Number of failing hosts that have only waived failures.",
                Double(totals.waived)),
            Metric(
                "dovesweep_item_hosts_waived", "Number of waived failures of an item.",
                run.items.map {
                    Metric.Sample(
                        labels: [("item", $0.rawValue)], value: Double(totals.waivedItems[$0] ?? 0))
                }),
            Metric(
                "dovesweep_item_hosts", "Number of hosts by item and verdict.",
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
                "dovesweep_host_info", "Standing of a host, and why.",
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
                "dovesweep_host_failing_since_seconds", "Time since which a check fails on a host.",
                moments { finding in finding.failingSince }),
            Metric(
                "dovesweep_host_waiver_ends_seconds", "End of a waiver, in Unix seconds.",
                moments { finding in finding.waiver?.ends }),
            Metric(
                "dovesweep_host_certificate_expiry_seconds",
                "Expiry of the certificate that clients get from a host, in Unix seconds.",
                run.hosts.compactMap { result in
                    result.facts["certificate-ends"].flatMap(unixSeconds).map {
                        Metric.Sample(labels: [("host", result.host.name)], value: Double($0))
                    }
                }),
            Metric(
                "dovesweep_host_duration_seconds", "Duration of the sweep of a host.",
                run.hosts.map { Metric.Sample(labels: [("host", $0.host.name)], value: $0.seconds) }),
            Metric(
                "dovesweep_host_login_proven", "Whether a login was proven on a host.",
                run.hosts.map { Metric.Sample(labels: [("host", $0.host.name)], value: $0.loginProven ? 1 : 0) }),
        ]
    }

    private var closing: [Metric] {
        [
            Metric(
                "dovesweep_logins_proven", "Number of hosts on which a login was proven.",
                Double(run.totals.loginsProven))
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
