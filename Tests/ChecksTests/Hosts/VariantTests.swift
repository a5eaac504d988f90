import Fleet
import Testing

@testable import Checks

/// One healthy host (2.4, SQL), looked at in other ways than as root with an account under systemd.
@Suite struct VariantTests {
    @Test func `busybox's tools give the same verdicts but one, for which they have no tool`() throws {
        let result = try variant("busybox-tools").judged()
        #expect(unlike(.pass, .skipped, result: result) == ["permissions.mail: unknown"])
    }

    @Test func `without systemd the boot is skipped, and nothing alarms`() throws {
        let result = try variant("no-systemd").judged()
        #expect(unlike(.pass, .skipped, result: result) == [])
        #expect(result.findings.first { $0.check == "service.enabled" }?.verdict == .skipped)
    }

    /// Booted by OpenRC (`Evidence/variants/README.md`).
    @Test func `a host that OpenRC has booted is as well as one of systemd's`() throws {
        let result = try openRC("openrc").judged()
        #expect(unlike(.pass, .skipped, result: result) == [])
        #expect(result.findings.first { $0.check == "service.enabled" }?.summary.hasSuffix("(OpenRC)") == true)
    }

    @Test func `what OpenRC has stopped and does not start is one failure, and one remedy`() throws {
        let result = try openRC("openrc-stopped").judged()
        #expect(result.findings.filter { $0.verdict == .fail }.map(\.check) == ["service.running"])
        #expect(result.cause?.remedy.script == "rc-update add dovecot default\nrc-service dovecot start")
    }

    @Test(arguments: ["off", "shutdown", "recovery", ""]) func `a runlevel that no boot comes to starts nothing`(
        runlevel: String
    ) throws {
        let host = try openRC("openrc").with("dovecot |      \(runlevel)", for: "dovecot |      default", in: "service")
        #expect(try host.judgement(ServiceEnabled()).verdict == .fail)
    }

    private func openRC(_ name: String) throws -> LabHost {
        try LabHost(
            "d24-openrc", transcript: "variants/\(name).txt", seen: "variants/\(name).json",
            authority: "variants/openrc-ca.pem")
    }

    @Test func `without an account what needs one is skipped, and nothing alarms`() throws {
        var host = try variant("no-account")
        host.record.host.probe = nil
        host.record.dialogues = host.record.dialogues.filter { $0.talk?.loginTried == false }
        let result = host.judged()
        #expect(result.standing == .passing)
        #expect(result.verdict(of: .user) == .skipped && result.verdict(of: .password) == .skipped)
        let skipped = result.findings.filter { $0.item == .user }.map(\.summary)
        #expect(skipped.allSatisfy { $0.contains("dovesweep_probe_user") })
    }

    @Test func `without root nothing fails, and what needs root is unknown`() throws {
        let result = try variant("no-root").judged()
        #expect(
            result.findings.allSatisfy { $0.verdict != .fail && $0.verdict != .warn },
            "\(unlike(.pass, .skipped, result: result))")
        for item in [Item.service, .user, .mailLocation, .permissions, .logs] {
            #expect(result.verdict(of: item) == .unknown)
        }
        #expect(result.findings.first { $0.check == "service.running" }?.verdict == .pass)
        #expect(result.verdict(of: .firewall) == .pass)
    }

    @Test func `a host that was not swept is unknown inside, and judged from outside all the same`() throws {
        var host = try variant("busybox-tools")
        host.record.evidence = []
        host.record.ending = .init(outcome: .refused, reason: "port 22 refuses connections", seconds: 0.1)
        let result = host.judged()
        #expect(result.standing == .undecided && result.cause == nil)
        #expect(result.verdict(of: .config) == .unknown && result.verdict(of: .firewall) == .pass)
        #expect(result.findings.first?.summary == "not swept: port 22 refuses connections")
        #expect(result.findings.contains { $0.check == "tls.expiry" && $0.verdict == .pass })
    }

    @Test func `what was collected before a host was lost is judged`() throws {
        var host = try variant("busybox-tools")
        host.record.evidence = host.record.evidence.filter {
            ["version", "system", "config", "service"].contains($0.probe)
        }
        host.record.ending = .init(outcome: .disconnected, reason: "the connection was lost", seconds: 3)
        let result = host.judged()
        #expect(result.verdict(of: .config) == .pass && result.verdict(of: .service) == .pass)
        #expect(result.verdict(of: .logs) == .unknown && result.facts["dovecot"] == "2.4.1-4")
    }

    /// Debian's own mail location: an mbox in a spool that only the group may write.
    @Test(arguments: ["mbox-2.3", "mbox-2.4", "mbox-new-2.3", "mbox-new-2.4"])
    func `an mbox is sound, there already or still to be created in its spool`(name: String) throws {
        let result = try variant(name).judged()
        #expect(result.verdict(of: .mailLocation) == .pass, "\(unlike(.pass, .skipped, result: result))")
        #expect(result.verdict(of: .permissions) == .pass)
        let place = result.findings.first { $0.check == "mail-location.exists" }?.summary ?? ""
        #expect(place.hasPrefix("/var/mail/probe \(name.contains("new") ? "will be created" : "exists")"))
    }

    private func variant(_ name: String) throws -> LabHost {
        try LabHost(
            "d24-sql", transcript: "variants/\(name).txt", seen: "variants/d24-sql.json", authority: "variants/ca.pem")
    }

    /// These hosts were looked at from inside and outside alone, and their mailboxes left closed.
    private let notAsked = ["password.tunnel", "password.mailbox", "tls.front", "tls.alike"]

    /// What an agent of before did not look at is skipped.
    private func unlike(_ verdicts: Verdict..., result: HostResult) -> [String] {
        result.findings.filter { !verdicts.contains($0.verdict) && !notAsked.contains($0.check) }
            .map { "\($0.check): \($0.verdict.rawValue)" }
    }
}
