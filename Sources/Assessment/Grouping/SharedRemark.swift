package import Fleet

/// A warning or unknown that swept hosts share, word for word.
package struct SharedRemark {
    package let checks: [String]
    package let summary: String
    package let hosts: [String]

    /// `config.parses`, or `config.parses and 4 more`.
    package var subject: String {
        checks.count > 1 ? "\(checks[0]) and \(checks.count - 1) more" : checks[0]
    }

    package static func all(_ verdict: Verdict, in run: Run) -> [SharedRemark] {
        let said = run.hosts.filter { $0.outcome == .swept }.flatMap { host in
            host.findings.filter { $0.verdict == verdict }.gathered(by: \.summary).map { summary, findings in
                (host: host.host.name, summary: summary, checks: findings.map(\.check))
            }
        }
        return said.gathered { Key(summary: $0.summary, checks: $0.checks) }.map { key, hosts in
            SharedRemark(checks: key.checks, summary: key.summary, hosts: hosts.map(\.host))
        }
    }

    private struct Key: Hashable {
        package let summary: String
        package let checks: [String]
    }
}
