import COpenSSL
import Synchronization

/// A cache of certificates from handshakes, by DER, for `examine`.
///
/// OpenSSL 3.0 takes longer to parse a certificate than to verify a signature.
final class ParsedCertificates: Sendable {
    static let shared = ParsedCertificates()

    /// A certificate takes 10 KB.
    private static let limit = 256

    private let known = Mutex<[[UInt8]: Parsed]>([:])

    /// OpenSSL counts references, and any thread may read it.
    private struct Parsed: @unchecked Sendable {
        let certificate: X509Certificate
    }

    func keep(_ pointer: OpaquePointer, _ der: [UInt8]) {
        X509_up_ref(pointer)
        let parsed = Parsed(certificate: X509Certificate(owning: pointer))
        known.withLock { known in
            if known.count >= Self.limit { known.removeAll(keepingCapacity: true) }
            known[der] = parsed
        }
    }

    func take(_ der: [UInt8]) -> X509Certificate? {
        known.withLock { $0.removeValue(forKey: der)?.certificate }
    }
}
