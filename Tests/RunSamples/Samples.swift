package import Fleet

/// Runs to render: findings as the checks word them, and every outcome and verdict somewhere.
package enum Samples {
    /// A fleet on a bad night.
    package static let night = Run(
        id: "20261123T160102Z-4f1c", started: 1_795_449_662, seconds: 61.24,
        catalogueHash: String(repeating: "c", count: 64), agentHash: String(repeating: "a", count: 64),
        hosts: healthy(1...6) + [expired("mx07.example.net"), stopped, expired("mx09.example.net"), drained, expiring]
            + [unprivileged, longNamed, lmtp] + unswept)

    /// The same fleet in the morning after.
    package static let morning = Run(
        id: "20261124T080000Z-9b2e", started: 1_795_507_200, seconds: 0.84,
        catalogueHash: String(repeating: "c", count: 64), agentHash: String(repeating: "a", count: 64),
        hosts: healthy(1...9))

    package static let empty = Run(id: "1", started: 0, seconds: 0, catalogueHash: "", agentHash: "", hosts: [])

    package static let cutShort = Run(
        id: "1", started: 1_795_507_200, seconds: 0.84, catalogueHash: "", agentHash: "",
        hosts: healthy(1...2) + [HostResult(host: host("mx03.example.net"), outcome: .interrupted)], interruption: 2)

    package static let all = [
        "night": night, "morning": morning, "empty": empty, "cut short": cutShort, "waived": waived,
    ]

    /// The bad night, of which some is known for long, and some is accepted for a while.
    package static let waived: Run = {
        var run = night
        for place in run.hosts.indices {
            run.hosts[place].findings = run.hosts[place].findings.map { finding in
                var finding = finding
                let isAccepted = ["tls.expiry", "permissions.key"].contains(finding.check)
                if isAccepted, [.fail, .warn].contains(finding.verdict) { finding.waiver = waiver }
                if finding.verdict == .fail { finding.failingSince = 1_793_520_000 }
                return finding
            }
        }
        return run
    }()

    package static func host(_ name: String, _ change: (inout Host) -> Void = { _ in }) -> Host {
        var host = Host(name: name)
        host.groups = ["eu", "mail"]
        host.probe = ProbeAccount(user: "probe@example.net", password: .file("/etc/dovesweep/probe"))
        change(&host)
        return host
    }

    /// A pass for each item, but for those that are given.
    package static func findings(_ others: [Finding] = []) -> [Finding] {
        let items = Set(others.map(\.item))
        let passes = Item.allCases.filter { !items.contains($0) }.map { item in
            Finding(check: "\(item.rawValue).sound", item: item, verdict: .pass, summary: "sound")
        }
        return passes + others
    }

    package static func healthy(_ numbers: ClosedRange<Int>) -> [HostResult] {
        numbers.map { number in
            HostResult(
                host: host("mx0\(number).example.net"), outcome: .swept, seconds: 0.5,
                facts: ["dovecot": "2.4.1", "os": "Debian GNU/Linux 13"], findings: findings(), loginProven: true)
        }
    }

    package static func blocked(_ items: Item..., by check: String) -> [Finding] {
        items.map { item in
            Finding(
                check: "\(item.rawValue).sound", item: item, verdict: .blocked, summary: "not judged",
                blockedBy: check)
        }
    }

    package static func result(
        _ host: Host, cause: Finding, others: [Finding] = [], outcome: Outcome = .swept, reason: String? = nil
    ) -> HostResult {
        HostResult(
            host: host, outcome: outcome, reason: reason, seconds: 0.8, facts: ["dovecot": "2.3.19.1"],
            findings: outcome == .swept ? findings([cause] + others) : [cause] + others,
            cause: Cause(
                check: cause.check, summary: cause.summary, signature: cause.signature, remedy: cause.remedy ?? []))
    }
}

extension Samples {
    package static let waiver = Waiver(
        hosts: "eu", subject: "tls.expiry", reason: "replaced with the move", owner: "postmaster",
        until: "2026-12-24", ends: 1_798_156_800, source: "waivers.yml:3")
}

extension Samples {
    /// Swept hosts with one finding each, such as a pass.
    package static func run(_ hosts: [(name: String, said: (verdict: Verdict, signature: String))]) -> Run {
        let results = hosts.map { name, said in
            HostResult(
                host: Host(name: name), outcome: .swept,
                findings: [
                    Finding(
                        check: "tls.expiry", item: .tls, verdict: said.verdict, summary: "said",
                        signature: said.signature)
                ])
        }
        return Run(id: "1", started: 0, seconds: 1, catalogueHash: "c", agentHash: "a", hosts: results)
    }
}

extension Samples {
    /// Each text that a run can have of a host is this one.
    package static func canary(_ text: String) -> Run {
        let waiver = Waiver(
            hosts: "mx1.canary.test", subject: "tls", reason: text, owner: "canary", until: "2026-12-24", ends: 1,
            source: "w.yml:1")
        var finding = Finding(
            check: "tls.expiry", item: .tls, verdict: .fail, summary: text, signature: text,
            evidence: [.init(probe: "config", excerpt: text)], remedy: [.note("\(text)"), .run("id \(text)")],
            waiver: waiver)
        finding.said = [text]
        var host = Host(name: "mx1.canary.test", address: "192.0.2.1")
        host.publicNames = ["mx1.canary.test"]
        host.publicAddress = "imap.canary.test"
        host.probe = ProbeAccount(user: "anna@canary.test")
        var result = HostResult(
            host: host, outcome: .timeout, reason: text, facts: ["os": text], findings: [finding],
            cause: Cause(
                check: "tls.expiry", summary: text, signature: text, said: [text],
                remedy: [.note("\(text)"), .run("id \(text)")]))
        result.loginProven = true
        return Run(id: "1", started: 0, seconds: 1, catalogueHash: "", agentHash: "", hosts: [result])
    }
}
