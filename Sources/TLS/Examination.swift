import COpenSSL

/// Parses and verifies a chain (DER, leaf first) at a time in Unix seconds.
///
/// The time is the sweep's, so that a replayed record gives the same facts.
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
        throw .unreadable(index: 0, reason: "its dates are not valid dates")
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
    /// An algorithm that OpenSSL does not know still has a fingerprint.
    fileprivate var key: (type: String, bits: Int, fingerprint: String) {
        let info = TLS.der { i2d_X509_PUBKEY(X509_get_X509_PUBKEY(pointer), $0) }
        guard let key = X509_get0_pubkey(pointer), let name = EVP_PKEY_get0_type_name(key) else {
            ERR_clear_error()
            return ("unknown", 0, sha256(info))
        }
        let bits = Int(EVP_PKEY_get_bits(key))
        return (String(cString: name), bits, sha256((try? canonical(subjectPublicKeyInfo: info)) ?? info))
    }

    /// Like clients, without the common name (RFC 9525) and wildcards within a label.
    fileprivate func covers(_ name: String) -> Bool {
        if IPAddress.isLiteral(name) { return X509_check_ip_asc(pointer, name, 0) == 1 }
        let absolute = name.hasSuffix(".") ? String(name.dropLast()) : name
        // OpenSSL would measure a string of length 0.
        guard !absolute.isEmpty else { return false }
        let flags = UInt32(X509_CHECK_FLAG_NEVER_CHECK_SUBJECT) | UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS)
        return X509_check_host(pointer, absolute, absolute.utf8.count, flags, nil) == 1
    }
}
