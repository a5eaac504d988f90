import Fleet
import Testing

@testable import Checks

@Suite struct CertificateStrengthTests {
    private let check = CertificateStrength()

    @Test func `a key that the server itself does not load is judged from disk, and explains the handshake`() throws {
        let host = try LabHost("d23-short-key")
        let found = try host.judgement(check)
        #expect(found.verdict == .fail && found.vantage == .inside && found.signature == "RSA 1024")
        let result = host.judged()
        #expect(result.cause?.check == "tls.strength")
        #expect(result.findings.first { $0.check == "tls.handshake" }?.blockedBy == "tls.strength")
    }

    @Test func `a signature with SHA-1 fails where it is served, and is no matter of trust`() throws {
        let host = try LabHost("d24-sha1")
        #expect(try host.judgement(check).signature == "ecdsa-with-SHA1")
        #expect(try host.judgement(CertificateTrust()).verdict == .pass)
    }

    @Test(arguments: ["d23-pam", "d24-chain", "d24-expiring"]) func `today's certificates pass`(name: String) throws {
        let found = try LabHost(name).judgement(check)
        #expect(found.verdict == .pass && found.summary == "EC 256 bits, ecdsa-with-SHA256")
    }
}
