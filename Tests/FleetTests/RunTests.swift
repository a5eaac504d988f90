import Fleet
import Testing

@Suite struct `Runs` {
    private static func host(
        _ name: String, _ verdicts: [Item: Verdict] = [:], outcome: Outcome = .swept, cause: Cause? = nil,
        loginProven: Bool = false
    ) -> HostResult {
        let findings = verdicts.map {
            Finding(check: "\($0.key.rawValue).test", item: $0.key, verdict: $0.value, summary: "")
        }
        return HostResult(
            host: Host(name: name), outcome: outcome, findings: findings, cause: cause, loginProven: loginProven)
    }

    private static func cause(_ check: String, _ signature: String, summary: String = "") -> Cause {
        Cause(check: check, summary: summary, signature: signature, remedy: "")
    }

    private static func run(_ hosts: [HostResult]) -> Run {
        Run(id: "", started: 0, seconds: 0, catalogueHash: "", agentHash: "", hosts: hosts)
    }

    @Test(
        arguments: [
            ([.tls: .pass, .auth: .warn, .logs: .skipped], .passing), ([:], .passing),
            ([.tls: .pass, .auth: .fail, .user: .unknown], .failing), ([.tls: .unknown, .auth: .pass], .undecided),
            ([.tls: .blocked], .undecided),
        ] as [([Item: Verdict], HostResult.Standing)])
    func `a host fails by one item, and is undecided where something is not known`(
        verdicts: [Item: Verdict], standing: HostResult.Standing
    ) {
        #expect(Self.host("a", verdicts).standing == standing)
    }

    @Test(arguments: Outcome.allCases)
    func `only a host that was swept can pass, and one that was not can still fail`(outcome: Outcome) {
        #expect(Self.host("a", [.tls: .pass], outcome: outcome).standing == (outcome == .swept ? .passing : .undecided))
        #expect(Self.host("a", [.tls: .fail], outcome: outcome).standing == .failing)
        #expect(Self.host("a", outcome: outcome).verdict(of: .tls) == (outcome == .swept ? .skipped : .unknown))
    }

    @Test func `totals count each host once in each column`() {
        let totals = Self.run([
            Self.host("a", [.tls: .pass], loginProven: true), Self.host("b", [.tls: .fail], outcome: .timeout),
            Self.host("c", [.tls: .unknown]), Self.host("d", outcome: .dns),
        ]).totals
        #expect([totals.hosts, totals.swept, totals.passing, totals.failing, totals.undecided] == [4, 2, 1, 1, 2])
        #expect(totals.loginsProven == 1)
        #expect(totals.items[.tls] == [.pass: 1, .fail: 1, .unknown: 2])
        #expect(totals.items[.auth] == [.skipped: 2, .unknown: 2])
        #expect(Item.allCases.allSatisfy { totals.items[$0]?.values.reduce(0, +) == 4 })
    }

    @Test func `one cause on several hosts is one entry, by check and signature and never by wording`() {
        let causes = Self.run([
            Self.host("a", cause: Self.cause("tls.expiry", "x", summary: "12 days ago")),
            Self.host("b", cause: Self.cause("config.parses", "y")), Self.host("c"),
            Self.host("d", cause: Self.cause("tls.expiry", "x", summary: "13 days ago")),
            Self.host("e", cause: Self.cause("tls.expiry", "other")),
        ]).causes
        #expect(causes.map(\.hosts) == [["a", "d"], ["b"], ["e"]])
        #expect(causes.map(\.cause.check) == ["tls.expiry", "config.parses", "tls.expiry"])
    }
}
