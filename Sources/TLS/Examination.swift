import COpenSSL

/// Reads a chain (DER, leaf first), verifies it at a time in Unix seconds, and says which of the names it covers.
///
/// The time is the sweep's, not today's, so that a record replayed next year gives the same facts, and a certificate on
/// disk is judged like one that was served.
package func examine(
    chain: [[UInt8]], names: [String], at time: Int64, trust: TLSContext
) throws(CertificateError) -> Certificate {
    var certificates: [X509Certificate] = []
    for (index, der) in chain.enumerated() {
        if let parsed = ParsedCertificates.shared.take(der) {
            certificates.append(parsed)
        } else {
            certificates.append(try X509Certificate(der: der, index: index))
        }
    }
    guard let leaf = certificates.first else { throw .none }
    guard let notBefore = leaf.notBefore, let notAfter = leaf.notAfter else {
        throw .unreadable(index: 0, reason: "its dates are no dates")
    }
    let key = leaf.key
    return Certificate(
        subject: leaf.subject, issuer: leaf.issuer, serial: leaf.serial, notBefore: notBefore, notAfter: notAfter,
        names: leaf.names, fingerprint: sha256(chain[0]), publicKey: key.fingerprint, keyType: key.type,
        keyBits: key.bits, signature: leaf.signatureAlgorithm, isSelfSigned: leaf.isSelfSigned,
        issuerLocation: leaf.issuerLocation,
        problems: problems(of: leaf, after: certificates.dropFirst(), at: time, trust: trust),
        covers: Dictionary(names.map { ($0, leaf.covers($0)) }, uniquingKeysWith: { first, _ in first }))
}

extension X509Certificate {
    /// What is known of the public key; an algorithm that OpenSSL does not know still has a fingerprint.
    fileprivate var key: (type: String, bits: Int, fingerprint: String) {
        let info = TLS.der { i2d_X509_PUBKEY(X509_get_X509_PUBKEY(pointer), $0) }
        guard let key = X509_get0_pubkey(pointer), let name = EVP_PKEY_get0_type_name(key) else {
            ERR_clear_error()
            return ("unknown", 0, sha256(info))
        }
        let bits = Int(EVP_PKEY_get_bits(key))
        return (String(cString: name), bits, sha256((try? canonical(subjectPublicKeyInfo: info)) ?? info))
    }

    /// Whether clients that connect to a name or an address accept this certificate for it.
    ///
    /// The subject's common name does not count (RFC 9525), nor do wildcards within a label.
    fileprivate func covers(_ name: String) -> Bool {
        if IPAddress.isLiteral(name) { return X509_check_ip_asc(pointer, name, 0) == 1 }
        let absolute = name.hasSuffix(".") ? String(name.dropLast()) : name
        // A length of 0 would let OpenSSL measure the string; an empty name is covered by nothing.
        guard !absolute.isEmpty else { return false }
        let flags = UInt32(X509_CHECK_FLAG_NEVER_CHECK_SUBJECT) | UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS)
        return X509_check_host(pointer, absolute, absolute.utf8.count, flags, nil) == 1
    }
}
