import COpenSSL

/// The SHA-256, in hex, of a public key in PEM, as `openssl pkey -pubout` prints it on a host.
///
/// It equals `Certificate.publicKey` of a certificate that this key fits; private keys never travel.
package func fingerprint(ofPublicKeyPEM text: [UInt8]) throws(CertificateError) -> String {
    OpenSSLFailure.clear()
    // PEM_read_bio_PUBKEY would try every decoder that there is, at four times the cost.
    guard let block = withMemoryBIO(text, { PEM.block(PEM_STRING_PUBLIC, in: $0) }) else {
        throw .unreadable(index: 0, reason: OpenSSLFailure.take().reason)
    }
    let key = block.withUnsafeBufferPointer { buffer in
        var cursor = buffer.baseAddress
        return d2i_PUBKEY(nil, &cursor, buffer.count)
    }
    guard let key else { throw .unreadable(index: 0, reason: OpenSSLFailure.take().reason) }
    defer { EVP_PKEY_free(key) }
    return sha256(subjectPublicKeyInfo(of: key, readFrom: block))
}

/// The SubjectPublicKeyInfo (RFC 5280) of a key as DER, the same however the key was written down.
///
/// The point of an EC key may be stored whole or compressed: it is written whole here, so that equal keys give equal
/// bytes. Any other is as it was read, since OpenSSL 3.0 takes longer to encode a key than to verify a signature by it.
func subjectPublicKeyInfo(of key: OpaquePointer, readFrom bytes: [UInt8]) -> [UInt8] {
    guard String(cString: EVP_PKEY_get0_type_name(key)) == "EC", !isPointWhole(key) else { return bytes }
    EVP_PKEY_set_utf8_string_param(key, OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT, "uncompressed")
    return der { i2d_PUBKEY(key, $0) }
}

/// Whether the point of an EC key was read uncompressed.
private func isPointWhole(_ key: OpaquePointer) -> Bool {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 32) { name in
        EVP_PKEY_get_utf8_string_param(
            key, OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT, name.baseAddress, name.count, nil) == 1
            && name.baseAddress.map { String(cString: $0) } == "uncompressed"
    }
}

/// Runs one of OpenSSL's `i2d_` functions, which allocate their result.
func der(_ encode: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>) -> Int32) -> [UInt8] {
    var bytes: UnsafeMutablePointer<UInt8>?
    let count = encode(&bytes)
    defer { CRYPTO_free(bytes, #file, #line) }
    guard count > 0, let bytes else { return [] }
    return Array(UnsafeBufferPointer(start: bytes, count: Int(count)))
}
