import Fleet
import Testing

@testable import Checks

@Suite struct CertificateTrustTests {
    private let check = CertificateTrust()

    @Test func `a self-signed certificate fails as that`() throws {
        #expect(try LabHost("d23-self-signed").judgement(check).summary.contains("self-signed"))
    }

    @Test func `a private authority is trusted where it is named, and only there`() throws {
        var host = try LabHost("d24-pam")
        #expect(try host.judgement(check).verdict == .pass)
        let authority = host.record.host.caFile
        host.record.host.caFile = nil
        #expect(try host.judgement(check).verdict == .fail)
        host.parameters.caFile = authority
        #expect(try host.judgement(check).verdict == .pass)
    }

    @Test func `an intermediate that is not sent is named`() throws {
        let found = try LabHost("d24-incomplete").judgement(check)
        #expect(found.verdict == .fail && found.signature.hasPrefix("incomplete CN=dovesweep lab intermediate"))
        #expect(found.remedy?.contains("fullchain.pem") == true)
        #expect(try LabHost("d24-chain").judgement(check).verdict == .pass)
    }

    @Test func `an expired leaf is the expiry's matter alone`() throws {
        #expect(try LabHost("d23-expired").judgement(check).verdict == .pass)
    }
}
