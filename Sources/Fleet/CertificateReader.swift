/// Parses and verifies certificates. Pure, so a replay gives the same result.
package protocol CertificateReader: Sendable {
    /// If false, every certificate looks untrusted.
    var knowsAuthorities: Bool { get }

    /// DER, in the file's order.
    func chain(inPEM bytes: [UInt8]) -> [[UInt8]]

    /// Parses the leaf of a DER chain, leaf first, and verifies it at a time in Unix seconds; nil where it cannot be
    /// parsed. The PEM files `caFiles` are trusted beside the system's.
    func facts(of chain: [[UInt8]], names: [String], at time: Int64, caFiles: [String]) -> CertificateFacts?

    /// SHA-256 of its SubjectPublicKeyInfo, in hex.
    func publicKey(inPEM bytes: [UInt8]) -> String?
}

extension CertificateReader {
    package var knowsAuthorities: Bool { true }
}
