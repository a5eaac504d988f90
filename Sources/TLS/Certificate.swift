/// What a certificate says, and what verifying its chain found, at one time and for some names.
package struct Certificate: Sendable, Equatable {
    /// As RFC 4514 writes it: `CN=mx07.example.net,O=Example`.
    package var subject: String
    package var issuer: String
    /// In hex.
    package var serial: String
    /// Unix seconds.
    package var notBefore: Int64
    /// Unix seconds.
    package var notAfter: Int64
    /// The DNS names and IP addresses of the subjectAltName; clients look at nothing else (RFC 9525).
    package var names: [String]
    /// SHA-256 of the DER, in hex.
    package var fingerprint: String
    /// SHA-256 of the SubjectPublicKeyInfo, in hex: equal for a certificate and its key.
    package var publicKey: String
    /// `RSA`, `EC`, `ED25519` …; `unknown` where OpenSSL does not know the algorithm.
    package var keyType: String
    package var keyBits: Int
    /// `sha256WithRSAEncryption`, `ecdsa-with-SHA256` …
    package var signature: String
    package var isSelfSigned: Bool
    /// Where it says that its issuer's certificate is to be had; authorities that the public knows always say.
    package var issuerLocation: String?
    /// Everything that verifying the chain objected to, dates included; names are in `covers`.
    package var problems: [Problem]
    /// For each name that was asked for, whether the certificate covers it.
    package var covers: [String: Bool]

    /// One objection of the verifier.
    package struct Problem: Sendable, Equatable {
        /// OpenSSL's `X509_V_ERR_…`, a number that scripts know: 10 is an expired certificate.
        package var code: Int
        /// OpenSSL's words for it.
        package var text: String
        /// How far up the chain: 0 is the leaf.
        package var depth: Int
    }
}
