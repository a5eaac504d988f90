internal import Fleet

/// One CSV line per check of a host, and per host not swept.
struct ChecksCSV {
    let run: Run

    init(_ run: Run) {
        self.run = run
    }

    var text: String {
        let heads = [
            "host", "item", "check", "verdict", "severity", "vantage", "summary", "signature", "blocked_by", "remedy",
            "evidence", "failing_since", "waived_until", "waived_by", "waived_because", "waived_in",
        ]
        return CSV.text([heads] + run.hosts.flatMap(records))
    }

    private func records(_ result: HostResult) -> [[String]] {
        let lost = [
            result.host.name, "", "", "", "", "", "\(result.outcome.rawValue): \(result.reason ?? "")",
        ]
        return (result.outcome == .swept ? [] : [lost + Self.blanks])
            + result.findings.map { finding in
                [
                    result.host.name, finding.item.rawValue, finding.check, finding.verdict.rawValue,
                    finding.severity.rawValue, finding.vantage.rawValue, finding.summary, finding.signature,
                    finding.blockedBy ?? "", finding.remedy?.script ?? "",
                    finding.evidence.map { "\($0.probe): \($0.excerpt)" }.joined(separator: "\n"),
                    finding.failingSince.map(timestamp) ?? "", finding.waiver?.until ?? "",
                    finding.waiver?.owner ?? "", finding.waiver?.reason ?? "", finding.waiver?.source ?? "",
                ]
            }
    }

    private static let blanks = Array(repeating: "", count: 9)
}
