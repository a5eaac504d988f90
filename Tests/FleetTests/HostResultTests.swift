import Testing

@testable import Fleet

/// What is counted of a host and its findings.
@Suite struct `A host's result` {
    private static let waiver = Waiver(
        hosts: "all", subject: "tls", reason: "it moves", owner: "postmaster", until: "2026-12-24", ends: 1,
        source: "w:1")

    private func finding(_ check: String, _ verdict: Verdict, isWaived: Bool = false) -> Finding {
        Finding(
            check: check, item: Item(check: check) ?? .config, verdict: verdict, summary: "", signature: "s",
            waiver: isWaived ? Self.waiver : nil)
    }

    private func result(_ findings: [Finding], _ outcome: Outcome = .swept, name: String = "mx") -> HostResult {
        HostResult(host: Host(name: name), outcome: outcome, findings: findings)
    }

    @Test func `is waived where all its failures are`() {
        let waived = finding("tls.expiry", .fail, isWaived: true)
        #expect(result([waived]).isWaived && result([waived]).isWaived(.tls))
        #expect(!result([waived, finding("tls.name", .fail)]).isWaived(.tls))
        #expect(!result([waived, finding("auth.schemes", .fail)]).isWaived)
        #expect(result([waived, finding("auth.schemes", .fail)]).isWaived(.tls))
        #expect(!result([finding("tls.expiry", .fail)]).isWaived && !result([finding("tls.expiry", .pass)]).isWaived)
    }

    @Test func `has the worst verdict of each item, which is unknown where it was not swept`() {
        let findings = [finding("tls.expiry", .warn), finding("tls.name", .unknown), finding("tls.trust", .pass)]
        #expect(result(findings).verdict(of: .tls) == .unknown && result(findings).verdict(of: .auth) == .skipped)
        #expect(result([], .timeout).verdict(of: .tls) == .unknown)
    }

    @Test(arguments: [
        ("tls.expiry", "tls.expiry", true), ("tls", "tls.expiry", true), ("tls.name", "tls.expiry", false),
        ("auth", "tls.expiry", false),
    ])
    func `has findings that a waiver of their check or item covers`(subject: String, check: String, isCovered: Bool) {
        var waiver = Self.waiver
        waiver.subject = subject
        #expect(waiver.covers(finding(check, .fail)) == isCovered)
    }

    @Test func `shares a cause with others, the most hosts first, failing since the first of them`() {
        func failing(_ name: String, _ check: String, since: Int64?) -> HostResult {
            var failure = finding(check, .fail)
            failure.failingSince = since
            var host = result([failure], name: name)
            host.cause = Cause(check: check, summary: "", signature: "s", remedy: [])
            return host
        }
        let hosts = [
            failing("a", "auth.schemes", since: 5), failing("b", "tls.expiry", since: 9),
            failing("c", "tls.expiry", since: 7), failing("d", "tls.expiry", since: nil),
        ]
        let run = Run(id: "", started: 0, seconds: 0, catalogueHash: "", agentHash: "", hosts: hosts)
        #expect(run.causes.map(\.hosts) == [["b", "c", "d"], ["a"]])
        #expect(run.causes.map(\.failingSince) == [7, 5])
    }

    @Test(arguments: [
        (only: [String](), skip: [String](), isAsked: true), ([], ["password"], false), (["password"], [], true),
        (["tls"], [], false), (["auth.schemes"], [], true), (["tls", "user"], [], true), ([], ["tls"], true),
        (["user"], ["password"], false),
    ])
    func `needs the password unless no check that it is for is asked for`(only: [String], skip: [String], isAsked: Bool)
    {
        var parameters = Parameters()
        (parameters.only, parameters.skip) = (only, skip)
        #expect(parameters.asksForLogins == isAsked)
    }
}
