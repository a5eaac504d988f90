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

    private static func cause(
        _ check: String, _ signature: String, summary: String = "", remedy: Remedy = []
    ) -> Cause {
        Cause(check: check, summary: summary, signature: signature, remedy: remedy)
    }

    private static func run(_ hosts: [HostResult]) -> Run {
        Run(id: "", started: 0, seconds: 0, catalogueHash: "", agentHash: "", hosts: hosts)
    }

    @Test(
        arguments: [
            ([.tls: .pass, .auth: .warn, .logs: .skipped], .passing), ([:], .undecided),
            ([.user: .skipped], .undecided),
            ([.tls: .pass, .auth: .fail, .user: .unknown], .failing), ([.tls: .unknown, .auth: .pass], .undecided),
            ([.tls: .blocked], .undecided),
        ] as [([Item: Verdict], HostResult.Standing)])
    func `a host fails by one item, and is undecided where something is not known, or nothing applied`(
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

    @Test func `what is waived is counted as failing, and told beside`() {
        let waiver = Waiver(
            hosts: "all", subject: "tls", reason: "it moves", owner: "postmaster", until: "2026-12-24", ends: 1,
            source: "w:1")
        var hosts = ["a", "b", "c"].map {
            Self.host($0, [.tls: .fail, .auth: .pass, .logs: .warn], cause: Self.cause("tls.test", ""))
        }
        for place in 0...1 {
            hosts[place].findings = hosts[place].findings.map { finding in
                var finding = finding
                finding.waiver = finding.item == .tls ? waiver : nil
                finding.failingSince = Int64(20 - place)
                return finding
            }
        }
        hosts[1].findings.append(Finding(check: "config.test", item: .config, verdict: .fail, summary: ""))
        #expect(hosts.map(\.isWaived) == [true, false, false])
        #expect(hosts.map { $0.isWaived(.tls) } == [true, true, false] && !hosts[0].isWaived(.logs))
        let run = Self.run(hosts)
        #expect(run.totals.failing == 3 && run.totals.waived == 1)
        #expect(run.totals.items[.tls] == [.fail: 3] && run.totals.waivedItems == [.tls: 2])
        #expect(run.causes.map { $0.waivers.map(\.waiver) } == [[waiver]])
        #expect(run.causes.map { $0.waivers.map(\.hosts) } == [[["a", "b"]]])
        #expect(run.causes.map(\.failingSince) == [19])
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

    @Test func `a remedy is shown only for hosts that have it to the byte`() {
        let remedies: [Remedy] = [
            [.run("chown 5000 /srv/mail")], [.run("chown 0 /srv/mail")], [.run("chown 5000 /srv/mail")],
            [.run("chown 5000 \("/srv/\u{e9}")")], [.run("chown 5000 \("/srv/e\u{301}")")],
        ]
        let causes = Self.run(
            remedies.enumerated().map { place, remedy in
                Self.host("\(place)", cause: Self.cause("permissions.mail", "x", remedy: remedy))
            }
        ).causes
        #expect(Set(causes.map(\.hosts)) == [["0", "2"], ["1"], ["3"], ["4"]])
        #expect(
            causes.allSatisfy { shared in shared.hosts.allSatisfy { remedies[Int($0) ?? 0] == shared.cause.remedy } })
    }
}
