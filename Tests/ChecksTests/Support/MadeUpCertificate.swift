import Fleet

@testable import Checks

/// Gives each chain the same facts, which a test has made up.
struct MadeUpCertificate: CertificateReader {
    var facts: CertificateFacts
    /// Of the chain that is `other`.
    var otherFacts: CertificateFacts?
    var other: [UInt8] = []

    /// Of a host of the lab: a P-256 key for 90 days, which begins and ends with `began`.
    init(lasting seconds: Int64 = 90 * 86_400, left: Int64, at began: Int64) {
        facts = CertificateFacts(
            subject: "CN=mx", issuer: "CN=authority", notBefore: began + left - seconds, notAfter: began + left,
            names: ["mx"], fingerprint: "f1", publicKey: "k1", keyType: "EC", keyBits: 256,
            signature: "ecdsa-with-SHA256", isSelfSigned: false, problems: [], covers: [:])
    }

    func chain(inPEM bytes: [UInt8]) -> [[UInt8]] { OpenSSLReader().chain(inPEM: bytes) }

    func publicKey(inPEM bytes: [UInt8]) -> String? { facts.publicKey }

    func facts(of chain: [[UInt8]], names: [String], at time: Int64, caFiles: [String]) -> CertificateFacts? {
        chain.first == other ? otherFacts : facts
    }
}

extension LabHost {
    /// One check's answer about a certificate that is made up.
    func judgement(_ check: any Check, _ certificate: MadeUpCertificate) throws(MissingFact) -> Judgement {
        try check.judge(HostFacts(record, parameters: parameters, certificates: certificate))
    }
}
