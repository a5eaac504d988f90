import Fleet
import Testing

@testable import Checks

/// What explains what, by the conditions that checks decide and need.
@Suite struct CauseTests {
    private let checks = Catalogue.builtIn.checks

    @Test func `no condition needs itself, however long the way`() {
        for condition in Condition.allCases {
            var seen: Set<Condition> = []
            var next = Array(condition.needs)
            while let one = next.popLast() {
                #expect(one != condition, "\(condition)")
                next += one.needs.filter { seen.insert($0).inserted }
            }
        }
    }

    /// Two checks of one condition must not explain each other.
    @Test func `a check needs its own condition only where another decides it first`() {
        for check in checks {
            guard let decided = check.decides, check.needs.contains(decided) else { continue }
            let first = checks.first { $0.decides == decided }
            #expect(first.map { $0.id != check.id && !$0.needs.contains(decided) } == true, "\(check.id)")
        }
    }

    /// But for what only the next restart breaks: `service.upgraded`.
    @Test func `whatever can fail a login decides a condition`() {
        let others: Set<String> = [
            "config.loaded", "ports.alike", "config.warnings", "config.debug", "service.stable", "service.upgraded",
            "user.ids",
            "user.alike", "tls.front", "tls.plaintext", "tls.alike", "mail-location.uidlist", "mail-location.quota",
            "mail-location.mount",
            "permissions.policy", "logs.errors", "logs.limits",
        ]
        #expect(Set(checks.filter { $0.decides == nil }.map(\.id)) == others)
    }

    @Test func `a chain ends at its root`() throws {
        let findings = try explained(
            ("config.parses", .fail), ("service.running", .fail), ("ports.listening", .fail), ("tls.expiry", .fail))
        #expect(findings.map(\.blockedBy) == [nil, "config.parses", "config.parses", nil])
        #expect(findings[3].verdict == .fail)
        #expect(Catalogue.builtIn.cause(of: findings)?.check == "config.parses")
    }

    @Test(arguments: [(Reason?.some(.hungUp), true), (nil, false)])
    func `a dead auth process hangs up before a handshake, and refuses none`(reason: Reason?, isExplained: Bool) throws
    {
        let findings = [
            try judged("auth.backends", .fail), try judged("tls.handshake", .fail, reason),
        ].explained()
        #expect(findings[1].blockedBy == (isExplained ? "auth.backends" : nil))
    }

    @Test func `an unknown explains nothing, and a warning neither`() throws {
        let findings = try explained(
            ("config.parses", .unknown), ("service.running", .warn), ("ports.listening", .fail))
        #expect(findings.map(\.verdict) == [.unknown, .warn, .fail])
    }

    @Test func `a running server's failures are its own, whatever its configuration on disk`() throws {
        let findings = try explained(
            ("config.parses", .fail), ("service.running", .pass), ("tls.expiry", .fail), ("ports.listening", .unknown))
        #expect(findings.map(\.verdict) == [.fail, .pass, .fail, .blocked])
    }

    @Test(arguments: [(Verdict.pass, String?.none), (.skipped, "user.userdb")])
    func `a wrong password is not explained by a user that the passdb knows`(passdb: Verdict, root: String?) throws {
        let findings = try explained(("user.userdb", .fail), ("user.passdb", passdb), ("password.accepted", .fail))
        #expect(findings[2].blockedBy == root)
    }

    @Test(arguments: [("sql", "user.passdb"), ("passwd", nil)])
    func `an account that one database lacks is one failure, and that two lack is two`(
        userdb: String, root: String?
    ) throws {
        let findings = [
            try judged("user.userdb", .fail, .unknownAccount(databases: [userdb])),
            try judged("user.passdb", .fail, .unknownAccount(databases: ["sql"])),
        ].explained()
        #expect(findings.map(\.blockedBy) == [root, nil])
    }

    @Test(arguments: [(Reason?.some(.notLoggedIn), String?.none), (nil, "permissions.mail")])
    func `a mailbox explains only a login that came to it`(reason: Reason?, root: String?) throws {
        let findings = [
            try judged("permissions.mail", .fail), try judged("password.login", .fail, reason),
        ].explained()
        #expect(findings[1].blockedBy == root)
    }

    @Test(arguments: [(Reason?.some(.said(.certificateFiles)), "tls.files"), (nil, "ports.owner")])
    func `a start fails for what Dovecot names`(reason: Reason?, root: String?) throws {
        let findings = [
            try judged("tls.files", .fail), try judged("ports.owner", .fail),
            try judged("service.running", .fail, reason),
        ].explained()
        #expect(findings[2].blockedBy == root)
    }

    @Test func `a listener that is missing explains itself alone`() throws {
        var judged = [
            try judged("ports.listening", .fail), try judged("ports.greeting", .fail),
            try judged("firewall.reachable", .fail),
        ]
        for (place, signature) in ["imaps 993", "imaps 993 closed", "imap 143"].enumerated() {
            judged[place].finding.signature = signature
        }
        #expect(judged.explained().map(\.blockedBy) == [nil, "ports.listening", nil])
    }

    private func explained(_ findings: (check: String, verdict: Verdict)...) throws -> [Finding] {
        try findings.map { try judged($0.check, $0.verdict) }.explained()
    }

    @Test func `what one line of the log explains is one failure`() throws {
        let host = try LabHost("d23-no-chroot")
        #expect(host.judged().cause?.check == "service.stable")
        // As an older agent saw it.
        let result = try host.with("service", "confined", "", status: 0).judged()
        #expect(result.cause?.check == "ports.greeting" && result.cause?.summary.contains("CAP_SYS_CHROOT") == true)
        #expect(result.findings.filter { $0.verdict == .fail }.map(\.check) == ["ports.greeting"])
        #expect(result.findings.first { $0.check == "tls.handshake" }?.blockedBy == "ports.greeting")
    }

    @Test func `a remedy refers to a check that has one`() throws {
        for name in LabHostTests.names {
            let findings = try LabHost(name).judged().findings
            for finding in findings {
                guard let other = finding.remedy?.script.firstMatch(of: #/has the cause of ([a-z.-]+):/#)?.output.1
                else {
                    continue
                }
                let told = findings.first { $0.check == other }
                #expect(told?.verdict == .fail && told?.remedy != nil, "\(name): \(finding.check): \(other)")
            }
        }
    }

    private func judged(_ id: String, _ verdict: Verdict, _ reason: Reason? = nil) throws -> JudgedFinding {
        let check = try #require(checks.first { $0.id == id })
        let finding = Finding(
            check: id, item: Item(check: id) ?? .config, verdict: verdict, summary: "", remedy: [.note("do it")])
        return JudgedFinding(check, finding, reason: reason)
    }
}
