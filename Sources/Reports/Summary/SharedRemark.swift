import Fleet

/// What is said of several swept hosts in the same words, where nothing fails by it.
struct SharedRemark {
    /// Those that it is said of; of one reason there may be many.
    let checks: [String]
    let summary: String
    let hosts: [String]

    /// `config.parses`, or `config.parses and 4 more`.
    var subject: String {
        checks.count > 1 ? "\(checks[0]) and \(checks.count - 1) more" : checks[0]
    }

    /// All warnings, or all that is unknown, in the order of the hosts.
    static func all(_ verdict: Verdict, in run: Run) -> [SharedRemark] {
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
        let summary: String
        let checks: [String]
    }
}
