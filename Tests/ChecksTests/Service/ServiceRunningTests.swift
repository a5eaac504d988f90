import Fleet
import Testing

@testable import Checks

@Suite struct ServiceRunningTests {
    private let check = ServiceRunning()

    @Test func `a stopped service fails, and is started`() throws {
        let found = try LabHost("d23-stopped").judgement(check)
        #expect(found.verdict == .fail && found.remedy?.script.hasPrefix("systemctl start dovecot") == true)
    }

    @Test func `a disabled service is enabled as well`() throws {
        #expect(try LabHost("d24-disabled").judgement(check).remedy?.script == "systemctl enable --now dovecot")
    }

    @Test func `a masked service is unmasked first`() throws {
        let host = try LabHost("d23-masked")
        #expect(try host.judgement(check).remedy?.script.contains("\nsystemctl unmask dovecot\n") == true)
    }

    @Test func `why the last start failed is said`() throws {
        #expect(try LabHost("d23-misspelt").judgement(check).summary.contains("Unknown setting: auth_mechanism"))
    }

    @Test func `a server that was started before its configuration broke still runs`() throws {
        #expect(try LabHost("d23-edited").judgement(check).verdict == .pass)
        let broken = try LabHost("d24-edited").with("service", "status", "doveconf: Fatal: Error in …", status: 89)
        #expect(try broken.judgement(check).verdict == .pass)
    }

    @Test func `a number in master.pid that is somebody else's proves nothing`() throws {
        let host = try LabHost("d23-pam").with("service", "status", "Fatal: … failed: Connection refused", status: 75)
            .with("service", "master", "/usr/sbin/cron -f", status: 0)
        #expect(try host.judgement(check).verdict == .fail)
    }

    @Test func `what cannot be asked of a Dovecot that waits for its first connection is unknown, and says why`() throws
    {
        let host = try LabHost("d24-vmail").shaped("d24-socket", "service", "account")
        #expect(try host.judgement(check).verdict == .warn)
        #expect(throws: MissingFact(HostFacts.asleep)) { try host.judgement(UserInUserdb()) }
        #expect(throws: MissingFact(HostFacts.asleep)) { try host.judgement(UserInPassdb()) }
    }

    @Test func `a socket that the sweep's first connection went to has started Dovecot, and all is known`() throws {
        let result = try LabHost("d24-socket").judged()
        let running = try #require(result.findings.first { $0.check == "service.running" })
        #expect(running.verdict == .pass && running.summary.contains("of this sweep (127.0.0.1:"))
        #expect(result.findings.allSatisfy { [.pass, .skipped].contains($0.verdict) })
    }

    @Test func `a socket that nothing could be sent to only warns`() throws {
        let host = try LabHost("d23-stopped").with(
            "service", "systemd", "Id=dovecot.service\nLoadState=loaded\n\nId=dovecot.socket\nActiveState=active",
            status: 0)
        #expect(try host.judgement(check).verdict == .warn)
    }

    @Test(arguments: [("25", "SIGXFSZ (LimitFSIZE of the unit)", "LimitFSIZE"), ("24", "SIGXCPU", "LimitCPU")])
    func `a limit of the unit that killed the master is named`(status: String, words: String, limit: String) throws {
        let host = try LabHost("d23-stopped")
        var lines = try host.subject.part("service", "systemd").lines.map(String.init)
        lines = lines.filter { !$0.hasPrefix("Result=") && !$0.hasPrefix("ExecMainStatus=") }
        lines.insert(contentsOf: ["Result=signal", "ExecMainStatus=\(status)"], at: 1)
        let found = try host.with("service", "systemd", lines.joined(separator: "\n"), status: 0)
            .judgement(ServiceRunning())
        #expect(found.summary.contains("it was killed by \(words)"))
        #expect(found.remedy?.script.contains("Raise or remove \(limit)") == true)
    }

    @Test func `an error of the last start that is mended is not told again`() throws {
        let host = try LabHost("d23-mended-config")
        let cause = try #require(host.judged().cause)
        #expect(cause.signature == "mended" && cause.said.isEmpty)
        #expect(cause.remedy.script == "systemctl reset-failed dovecot\nsystemctl start dovecot")
    }

    @Test func `a unit that starts Dovecot as another user is named, and not what that user misses`() throws {
        let host = try LabHost("d24-unit-user")
        let judged = host.judged()
        #expect(judged.cause?.check == "service.running")
        #expect(judged.cause?.summary.contains("its unit starts it as the user vmail") == true)
        #expect(judged.findings.first { $0.check == "tls.files" }?.verdict != .fail)
    }

    @Test func `an error that only loading the files shows is not mended`() throws {
        let host = try LabHost("d23-mended-config")
        #expect(try host.judgement(ServiceRunning()).reason == .mended)
        let words = "doveconf: Fatal: Error in configuration file /etc/dovecot/conf.d/10-ssl.conf line 20: x"
        let broken = try host.with("config", "loads", words, status: 89)
        #expect(try broken.judgement(ServiceRunning()).reason != .mended)
    }
}
