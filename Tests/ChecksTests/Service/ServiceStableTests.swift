import Fleet
import Testing

@testable import Checks

@Suite struct ServiceStableTests {
    private let check = ServiceStable()

    @Test func `a master that systemd had to start again warns`() throws {
        let found = try LabHost("d23-restarted").judgement(check)
        #expect(found.verdict == .warn && found.summary.contains("again once"))
    }

    @Test func `processes that die at their start warn by the service's name, the auth process's apart`() throws {
        let host = try LabHost("d23-pam").with(
            "service", "status", "name: imap-login\nthrottle_secs: 60\n\u{c}\nname: imap\nthrottle_secs: 0", status: 0)
        #expect(try host.judgement(check).signature == "imap-login")
        #expect(try LabHost("d24-cram-md5").judgement(check).verdict == .pass)
    }

    @Test func `a loop of starts is no Dovecot that runs`() throws {
        let host = try LabHost("d24-restart-loop")
        #expect(try host.judgement(check).verdict == .skipped)
        let found = try host.judgement(ServiceRunning())
        #expect(found.summary.contains("again and again") && found.remedy?.script.contains("reset-failed") == true)
    }
}
