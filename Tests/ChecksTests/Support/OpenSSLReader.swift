import Fleet
import Synchronization
import TLS

/// The certificate reader that the product uses: real certificates, really verified.
struct OpenSSLReader: CertificateReader {
    func chain(inPEM bytes: [UInt8]) -> [[UInt8]] {
        (try? certificates(inPEM: bytes)) ?? []
    }

    func publicKey(inPEM bytes: [UInt8]) -> String? {
        try? fingerprint(ofPublicKeyPEM: bytes)
    }

    /// Reading the system's authorities takes longer than everything else that is tested here.
    private static let contexts = Mutex<[[String]: TLSContext]>([:])

    private static func trust(in files: [String]) -> TLSContext? {
        contexts.withLock { contexts in
            if let known = contexts[files] { return known }
            contexts[files] = try? TLSContext(authorities: files)
            return contexts[files]
        }
    }

    func facts(of chain: [[UInt8]], names: [String], at time: Int64, caFiles: [String]) -> CertificateFacts? {
        guard let trust = OpenSSLReader.trust(in: caFiles),
            let found = try? examine(chain: chain, names: names, at: time, trust: trust)
        else { return nil }
        return CertificateFacts(
            subject: found.subject, issuer: found.issuer, notBefore: found.notBefore, notAfter: found.notAfter,
            names: found.names, fingerprint: found.fingerprint, publicKey: found.publicKey, keyType: found.keyType,
            keyBits: found.keyBits, signature: found.signature, isSelfSigned: found.isSelfSigned,
            issuerLocation: found.issuerLocation,
            problems: found.problems.map { .init(code: $0.code, text: $0.text, depth: $0.depth) }, covers: found.covers)
    }
}
