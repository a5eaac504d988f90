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
}
