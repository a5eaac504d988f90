import Fleet
import Testing

@testable import Checks

@Suite struct CertificateExpiryTests {
    private let check = CertificateExpiry()

    @Test func `an expired certificate fails with its days`() throws {
        #expect(try LabHost("d23-expired").judgement(check).summary.contains("expired 12 days ago"))
    }

    @Test func `a third of a short lifetime is when it warns, unless days are given`() throws {
        var host = try LabHost("d24-expiring")
        #expect(try host.judgement(check).verdict == .warn)
        host.parameters.expiryWarningDays = 2
        #expect(try host.judgement(check).verdict == .pass)
    }

    @Test func `no number of days is too much`() throws {
        var host = try LabHost("d24-pam")
        host.parameters.expiryWarningDays = .max
        #expect(try host.judgement(check).verdict == .warn)
    }

    @Test func `dates are judged at the time of the sweep`() throws {
        var host = try LabHost("d24-pam")
        host.record.began += 365 * 86_400
        #expect(try host.judgement(check).verdict == .fail)
        host.record.began -= 2 * 365 * 86_400
        #expect(try host.judgement(check).summary.contains("is not valid before"))
    }

    @Test func `where none was served the one on disk is judged`() throws {
        let found = try LabHost("d23-dropped").with { $0.tls = nil }.judgement(check)
        #expect(found.verdict == .pass && found.vantage == .inside)
    }

    @Test(arguments: [
        (0, "1970-01-01"), (1_709_164_800, "2024-02-29"), (1_795_461_600, "2026-11-23"), (-86_400, "1969-12-31"),
    ])
    func `a date is written as people read it`(time: Int64, text: String) {
        #expect(day(time) == text)
    }

    @Test(arguments: [("d24-alternative-expired", "alternative.pem"), ("d24-local-name-expired", "public.pem")])
    func `the file to renew is that of the certificate that clients get`(name: String, file: String) throws {
        let found = try LabHost(name).judgement(check)
        #expect(found.verdict == .fail)
        #expect(found.remedy?.script.hasPrefix("# Renew /etc/dovecot/private/\(file)") == true)
        #expect(try LabHost(name).judged().cause?.check == check.id)
    }

    @Test func `of two certificates the one that was not served warns where it has expired`() throws {
        let host = try LabHost("d24-alternative-expired")
        let usual = try host.subject.chainOnDisk(host.subject.certificateFiles())
        let found = try host.with { $0.tls?.chain = usual }.judgement(check)
        #expect(found.verdict == .warn && found.signature.hasPrefix("/etc/dovecot/private/alternative.pem expired"))
    }
}
