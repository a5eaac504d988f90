import Fleet
import Testing

@testable import Checks

@Suite struct CertificateReloadedTests {
    private let check = CertificateReloaded()

    @Test func `a renewed certificate that is not loaded fails where the old one has expired`() throws {
        let found = try LabHost("d23-not-reloaded").judgement(check)
        #expect(found.verdict == .fail && found.remedy == [.reload])
    }

    @Test func `while the old one is still good it warns`() throws {
        var host = try LabHost("d23-not-reloaded")
        host.record.began -= 3 * 86_400
        #expect(try host.judgement(check).verdict == .warn)
    }

    @Test func `certificates by name are not compared with the default one`() throws {
        let host = try LabHost("d23-not-reloaded").with(
            "config", "written", "local_name imap.example.net {\n  ssl_cert = </x\n}", status: 0)
        #expect(try host.judgement(check).verdict == .skipped)
    }

    @Test func `what stands in front of the host has a certificate of its own`() throws {
        var host = try LabHost("d23-not-reloaded")
        host.record.host.publicAddress = "203.0.113.9"
        // Through SSH the host's own is seen all the same.
        #expect(try host.judgement(check).verdict == .fail)
        host.record.dialogues.removeAll { $0.vantage == .tunnel }
        #expect(try host.judgement(check).verdict == .skipped)
    }

    @Test func `unseen from outside, a file that is newer than the last load warns`() throws {
        let host = try LabHost("d23-not-reloaded").with { $0.tls = nil }
        #expect(try host.judgement(check).verdict == .warn)
        var fresh = try LabHost("d23-pam").with { $0.tls = nil }
        #expect(throws: MissingFact.self) { try fresh.judgement(check) }
        fresh.parameters.looksOutside = false
        #expect(try fresh.judgement(check).verdict == .skipped)
    }

    @Test func `an alternative certificate that is served as it is on disk is not stale`() throws {
        let host = try LabHost("d23-two-certificates")
        #expect(try host.judgement(check).verdict == .pass)
        let other = try host.with(
            "certificate", "alternative", LabHost("d23-vmail").subject.part("certificate", "certificate").text,
            status: 0)
        #expect(try other.judgement(check).verdict == .warn)
        let unread = try host.with("certificate", "alternative", "sed: Permission denied", status: 1)
        #expect(throws: MissingFact.self) { try unread.judgement(check) }
    }

    @Test func `what another program serves is not compared with Dovecot's file`() throws {
        let host = try LabHost("d23-not-reloaded").with(
            "sockets", "ss", "LISTEN 0 100 0.0.0.0:993 0.0.0.0:* users:((\"haproxy\",pid=9,fd=4))", status: 0)
        #expect(try host.judgement(check).verdict == .skipped)
    }
}
