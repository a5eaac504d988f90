import COpenSSL

/// The SHA-256, in hex, of a public key in PEM, as `openssl pkey -pubout` prints it on a host.
///
/// It equals `Certificate.publicKey` of a certificate that this key fits; private keys never travel.
package func fingerprint(ofPublicKeyPEM text: [UInt8]) throws(CertificateError) -> String {
    OpenSSLFailure.clear()
    let bio = MemoryBIO(text)
    guard let key = PEM_read_bio_PUBKEY(bio.pointer, nil, withoutPassphrase, nil) else {
        throw .unreadable(index: 0, reason: OpenSSLFailure.take().reason)
    }
    defer { EVP_PKEY_free(key) }
    return sha256(subjectPublicKeyInfo(of: key))
}

/// The SubjectPublicKeyInfo (RFC 5280) of a key as DER, the same however the key was written down.
///
/// The point of an EC key may be stored whole or compressed: it is written whole here, so that equal keys give equal
/// bytes.
func subjectPublicKeyInfo(of key: OpaquePointer) -> [UInt8] {
    if String(cString: EVP_PKEY_get0_type_name(key)) == "EC" {
        EVP_PKEY_set_utf8_string_param(key, OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT, "uncompressed")
    }
    return der { i2d_PUBKEY(key, $0) }
}

/// Runs one of OpenSSL's `i2d_` functions, which allocate their result.
func der(_ encode: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>) -> Int32) -> [UInt8] {
    var bytes: UnsafeMutablePointer<UInt8>?
    let count = encode(&bytes)
    defer { CRYPTO_free(bytes, #file, #line) }
    guard count > 0, let bytes else { return [] }
    return Array(UnsafeBufferPointer(start: bytes, count: Int(count)))
}
