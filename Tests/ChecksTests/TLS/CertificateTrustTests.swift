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
        let found = try host.judgement(check)
        #expect(found.verdict == .fail && found.signature == "authority CN=dovesweep lab authority,O=dovesweep lab")
        #expect(found.summary.contains("an intermediate certificate is missing"))
        host.parameters.caFile = authority
        #expect(try host.judgement(check).verdict == .pass)
    }

    @Test func `an authority that is sent along, and that nobody knows, is told from a chain that is not complete`()
        throws
    {
        let found = try LabHost("d23-private-authority").judgement(check)
        #expect(found.verdict == .fail && found.signature == "authority CN=Example own authority")
        #expect(found.summary.contains("a private authority that clients do not know"))
        #expect(
            found.remedy?.script.contains("dovesweep_ca_file") == true
                && found.remedy?.script.contains("fullchain") == false)
    }

    @Test func `an intermediate that is not sent is named, with where it is to be had`() throws {
        let found = try LabHost("d24-incomplete").judgement(check)
        #expect(found.verdict == .fail && found.signature.hasPrefix("incomplete CN=dovesweep lab intermediate"))
        #expect(found.remedy?.script.contains("http://ca.lab.example/intermediate.der") == true)
        #expect(found.remedy?.script.contains("fullchain.pem") == true)
        #expect(try LabHost("d24-chain").judgement(check).verdict == .pass)
    }

    @Test func `an expired leaf is the expiry's matter alone`() throws {
        #expect(try LabHost("d23-expired").judgement(check).verdict == .pass)
    }

    @Test func `a certificate for clients is told as that`() throws {
        let found = try LabHost("d24-client-certificate").judgement(check)
        #expect(found.verdict == .fail && found.summary.contains("lacks serverAuth"))
        #expect(found.remedy?.script.contains("extendedKeyUsage = serverAuth") == true)
    }
}
