import Fleet
import Testing

@testable import Checks

/// What checks of certificates decide on each side of their limits, of certificates that are made up.
@Suite struct CertificateLimitTests {
    private static let day: Int64 = 86_400
    private static let expiries: [(lifetime: Int64, left: Int64, verdict: Verdict)] = [
        (lifetime: 90 * day, left: -1, verdict: .fail), (90 * day, 0, .warn), (90 * day, 21 * day - 1, .warn),
        (90 * day, 21 * day, .pass),
        // A third of 30 days is less than 21 days.
        (30 * day, 10 * day - 1, .warn), (30 * day, 10 * day, .pass), (30 * day, -1, .fail),
        (6 * day, 2 * day - 1, .warn), (6 * day, 2 * day, .pass),
    ]
    private static let chosen: [(days: Int, left: Int64, verdict: Verdict)] = [
        (days: 5, left: 5 * day - 1, verdict: .warn), (5, 5 * day, .pass), (0, 1, .pass), (0, -1, .fail),
        (40, 40 * day - 1, .warn), (40, 40 * day, .pass), (40, 41 * day, .pass),
    ]
    private let host: LabHost

    init() throws { host = try LabHost("d24-vmail") }

    private func certificate(_ change: (inout CertificateFacts) -> Void) -> MadeUpCertificate {
        var certificate = MadeUpCertificate(left: 60 * Self.day, at: host.record.began)
        change(&certificate.facts)
        return certificate
    }

    @Test(arguments: expiries)
    func `expiry fails after the last second, and warns below 21 days or a third of the lifetime`(
        lifetime: Int64, left: Int64, verdict: Verdict
    ) throws {
        let certificate = MadeUpCertificate(lasting: lifetime, left: left, at: host.record.began)
        #expect(try host.judgement(CertificateExpiry(), certificate).verdict == verdict)
    }

    @Test(arguments: chosen)
    func `an option sets the days below which expiry warns`(days: Int, left: Int64, verdict: Verdict) throws {
        var host = host
        host.parameters.expiryWarningDays = days
        let certificate = MadeUpCertificate(left: left, at: host.record.began)
        #expect(try host.judgement(CertificateExpiry(), certificate).verdict == verdict)
    }

    @Test(arguments: [(1, Verdict.fail), (0, .pass), (-1, .pass)])
    func `a certificate is good from its first second on`(ahead: Int, verdict: Verdict) throws {
        let began = host.record.began
        let certificate = certificate { ($0.notBefore, $0.notAfter) = (began + Int64(ahead), began + 90 * Self.day) }
        #expect(try host.judgement(CertificateExpiry(), certificate).verdict == verdict)
    }

    @Test(arguments: [(-1, Verdict.warn), (0, .pass), (1, .pass)])
    func `the certificate of the other key type warns after its last second`(left: Int, verdict: Verdict) throws {
        let host = try LabHost("d24-alternative-expired")
        let files = try host.subject.certificateFiles()
        let usual = try host.subject.chainOnDisk(files)
        var certificate = MadeUpCertificate(left: 60 * Self.day, at: host.record.began)
        certificate.other = try #require(try host.subject.alternativeOnDisk(files)?.first)
        certificate.otherFacts = MadeUpCertificate(left: Int64(left), at: host.record.began).facts
        let found = try host.with { $0.tls?.chain = usual }.judgement(CertificateExpiry(), certificate)
        #expect(found.verdict == verdict)
    }

    @Test(arguments: [
        ("RSA", 2047, false), ("RSA", 2048, true), ("RSA-PSS", 2047, false), ("RSA-PSS", 2048, true),
        ("EC", 192, false), ("EC", 223, false), ("EC", 224, true), ("ED25519", 253, true), ("DSA", 3072, false),
    ])
    func `a key is strong from a number of bits on`(type: String, bits: Int, isStrong: Bool) throws {
        let found = try host.judgement(CertificateStrength(), certificate { ($0.keyType, $0.keyBits) = (type, bits) })
        #expect(found.verdict == (isStrong ? .pass : .fail))
    }

    @Test(arguments: [
        ("sha256WithRSAEncryption", true), ("sha1WithRSAEncryption", false), ("md5WithRSAEncryption", false),
        ("ecdsa-with-SHA1", false), ("RSA-MD4", false), ("RSA-MD2", false), ("ED25519", true),
    ])
    func `a weak signature fails, unless it is the certificate's own`(signature: String, isStrong: Bool) throws {
        let signed = certificate { $0.signature = signature }
        #expect(try host.judgement(CertificateStrength(), signed).verdict == (isStrong ? .pass : .fail))
        let own = certificate { ($0.signature, $0.isSelfSigned) = (signature, true) }
        #expect(try host.judgement(CertificateStrength(), own).verdict == .pass)
    }

    /// By X509_V_ERR and depth: which of the two checks objects.
    @Test(arguments: [
        (code: 66, depth: 0, strength: Verdict.pass, trust: Verdict.pass), (67, 1, .fail, .pass), (68, 1, .fail, .pass),
        (68, 2, .fail, .pass), (9, 0, .pass, .pass), (10, 0, .pass, .pass), (9, 1, .pass, .fail), (10, 1, .pass, .fail),
        (62, 0, .pass, .pass), (64, 0, .pass, .pass), (26, 0, .pass, .fail), (23, 0, .pass, .fail),
    ])
    func `each objection is one check's`(code: Int, depth: Int, strength: Verdict, trust: Verdict) throws {
        let refused = certificate { $0.problems = [.init(code: code, text: "objection", depth: depth)] }
        #expect(try host.judgement(CertificateStrength(), refused).verdict == strength)
        #expect(try host.judgement(CertificateTrust(), refused).verdict == trust)
    }

    @Test(arguments: [(-1, Verdict.fail), (0, .warn), (1, .warn)])
    func `a stale certificate fails after its last second`(left: Int, verdict: Verdict) throws {
        let host = try LabHost("d23-not-reloaded")
        var certificate = MadeUpCertificate(left: 60 * Self.day, at: host.record.began)
        certificate.other = try #require(host.subject.servedChain(seenFrom: .tunnel)?.chain.first)
        certificate.otherFacts = MadeUpCertificate(left: Int64(left), at: host.record.began).facts
        certificate.otherFacts?.fingerprint = "f2"
        #expect(try host.judgement(CertificateReloaded(), certificate).verdict == verdict)
    }

    @Test(arguments: [(Bool?.some(false), Verdict.fail), (true, .warn), (nil, .warn)])
    func `a stale certificate fails where it is for another name`(covers: Bool?, verdict: Verdict) throws {
        let host = try LabHost("d23-not-reloaded")
        var certificate = MadeUpCertificate(left: 60 * Self.day, at: host.record.began)
        certificate.other = try #require(host.subject.servedChain(seenFrom: .tunnel)?.chain.first)
        certificate.otherFacts = certificate.facts
        certificate.otherFacts?.fingerprint = "f2"
        for name in host.record.host.publicNames { certificate.otherFacts?.covers[name] = covers }
        #expect(try host.judgement(CertificateReloaded(), certificate).verdict == verdict)
    }

    @Test(arguments: [(Int?.none, true), (18, false), (10, false), (20, false)])
    func `a certificate with any objection gets no password`(code: Int?, isGiven: Bool) {
        var certificate = certificate { $0.covers = ["mx": true] }
        certificate.facts.problems = code.map { [.init(code: $0, text: "objection", depth: 0)] } ?? []
        let given = Catalogue.builtIn.mayHavePassword(
            [[1]], of: host.record.host, evidence: [], at: host.record.began, parameters: Parameters(),
            certificates: certificate)
        #expect(given == isGiven)
    }
}
