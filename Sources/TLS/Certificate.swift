/// A certificate's fields, and what verifying its chain found.
package struct Certificate: Sendable, Equatable {
    /// As in RFC 4514: `CN=mx07.example.net,O=Example`.
    package var subject: String
    package var issuer: String
    /// In hex.
    package var serial: String
    /// Unix seconds.
    package var notBefore: Int64
    /// Unix seconds.
    package var notAfter: Int64
    /// The DNS names and IP addresses of the subjectAltName; clients check nothing else (RFC 9525).
    package var names: [String]
    /// SHA-256 of the DER, in hex.
    package var fingerprint: String
    /// SHA-256 of the SubjectPublicKeyInfo, in hex; equal for a certificate and its key.
    package var publicKey: String
    /// `RSA`, `EC`, `ED25519` …, or `unknown`.
    package var keyType: String
    package var keyBits: Int
    /// `sha256WithRSAEncryption`, `ecdsa-with-SHA256` …
    package var signature: String
    package var isSelfSigned: Bool
    /// The caIssuers URI; public authorities always give it.
    package var issuerLocation: String?
    /// All errors of the verification; for names see `covers`.
    package var problems: [Problem]
    package var covers: [String: Bool]

    package struct Problem: Sendable, Equatable {
        /// `X509_V_ERR_…`, which scripts know: 10 is an expired certificate.
        package var code: Int
        package var text: String
        /// 0 is the leaf.
        package var depth: Int
    }
}
