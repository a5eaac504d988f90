/// Reads certificates for the judges, who know nothing of any TLS library; pure, so that a replay reads the same.
package protocol CertificateReader: Sendable {
    /// Whether this machine has authorities to trust at all: without any, every certificate looks untrusted, which says
    /// nothing about the servers.
    var knowsAuthorities: Bool { get }

    /// The certificates of a PEM file as DER, in the file's order; none where it holds none.
    func chain(inPEM bytes: [UInt8]) -> [[UInt8]]

    /// What the leaf says, and what verifying it up the chain finds.
    ///
    /// - Parameters:
    ///   - chain: DER, leaf first.
    ///   - names: the DNS names or IP addresses to look up in it.
    ///   - time: when it is judged, in Unix seconds.
    ///   - caFiles: authorities to trust beside the system's, PEM files on the coordinator.
    /// - Returns: nil where the leaf cannot be parsed.
    func facts(of chain: [[UInt8]], names: [String], at time: Int64, caFiles: [String]) -> CertificateFacts?

    /// SHA-256 of the SubjectPublicKeyInfo of a public key in PEM, in hex; nil where there is none.
    func publicKey(inPEM bytes: [UInt8]) -> String?
}

extension CertificateReader {
    package var knowsAuthorities: Bool { true }
}
