import COpenSSL
import Synchronization

/// What handshakes have parsed of late, by its DER, for whoever examines it next: OpenSSL 3.0 takes longer to parse a
/// certificate than to verify a signature.
final class ParsedCertificates: Sendable {
    static let shared = ParsedCertificates()

    /// As many as hosts in hand may have shown; a certificate takes some 10 KB.
    private static let limit = 256

    private let known = Mutex<[[UInt8]: Parsed]>([:])

    /// OpenSSL counts who holds it, and lets any thread read it.
    private struct Parsed: @unchecked Sendable {
        let certificate: X509Certificate
    }

    /// Keeps one that somebody else owns too.
    func keep(_ pointer: OpaquePointer, _ der: [UInt8]) {
        X509_up_ref(pointer)
        let parsed = Parsed(certificate: X509Certificate(owning: pointer))
        known.withLock { known in
            if known.count >= Self.limit { known.removeAll(keepingCapacity: true) }
            known[der] = parsed
        }
    }

    /// Hands one over; nil where it is not known.
    func take(_ der: [UInt8]) -> X509Certificate? {
        known.withLock { $0.removeValue(forKey: der)?.certificate }
    }
}
