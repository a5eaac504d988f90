/// What a certificate says, and what verifying its chain found, at one time and for some names.
package struct CertificateFacts: Sendable, Equatable, Codable {
    package var subject: String
    package var issuer: String
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
    /// `RSA`, `EC`, `ED25519` …
    package var keyType: String
    package var keyBits: Int
    package var signature: String
    package var isSelfSigned: Bool
    /// Where it says that its issuer's certificate is to be had; authorities that the public knows always say.
    package var issuerLocation: String?
    /// Everything that verifying the chain objected to; dates and names are judged apart.
    package var problems: [Problem]
    /// For each name that was asked for, whether the certificate covers it.
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

    /// One objection of the verifier (OpenSSL's X509_V_ERR code, and its words).
    package struct Problem: Sendable, Equatable, Codable {
        package var code: Int
        package var text: String
        /// How far up the chain: 0 is the leaf.
        package var depth: Int

        package init(code: Int, text: String, depth: Int) {
            self.code = code
            self.text = text
            self.depth = depth
        }
    }
}
