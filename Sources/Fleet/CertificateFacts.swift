/// The fields of a certificate and the result of its verification.
package struct CertificateFacts: Sendable, Equatable, Codable {
    package var subject: String
    package var issuer: String
    /// Unix seconds.
    package var notBefore: Int64
    /// Unix seconds.
    package var notAfter: Int64
    /// DNS names and IP addresses of the subjectAltName. Clients ignore the subject (RFC 9525).
    package var names: [String]
    /// SHA-256 of the DER, in hex.
    package var fingerprint: String
    /// SHA-256 of the SubjectPublicKeyInfo, in hex.
    package var publicKey: String
    /// `RSA`, `EC`, `ED25519` …
    package var keyType: String
    package var keyBits: Int
    package var signature: String
    package var isSelfSigned: Bool
    /// The CA Issuers URI (Authority Information Access). Public authorities always set it.
    package var issuerLocation: String?
    /// Verification errors, except dates and names.
    package var problems: [Problem]
    /// By requested name.
    package var covers: [String: Bool]

    package init(
        subject: String, issuer: String, notBefore: Int64, notAfter: Int64, names: [String], fingerprint: String,
        publicKey: String, keyType: String, keyBits: Int, signature: String, isSelfSigned: Bool,
        issuerLocation: String? = nil, problems: [Problem], covers: [String: Bool]
    ) {
        self.subject = subject
        self.issuer = issuer
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.names = names
        self.fingerprint = fingerprint
        self.publicKey = publicKey
        self.keyType = keyType
        self.keyBits = keyBits
        self.signature = signature
        self.isSelfSigned = isSelfSigned
        self.issuerLocation = issuerLocation
        self.problems = problems
        self.covers = covers
    }

    /// An X509_V_ERR of OpenSSL.
    package struct Problem: Sendable, Equatable, Codable {
        package var code: Int
        package var text: String
        /// 0 is the leaf.
        package var depth: Int

        package init(code: Int, text: String, depth: Int) {
            self.code = code
            self.text = text
            self.depth = depth
        }
    }
}
