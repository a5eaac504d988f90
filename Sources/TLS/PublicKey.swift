import COpenSSL

/// The SHA-256, in hex, of a public key in PEM; equals the `Certificate.publicKey` of a certificate for it.
package func fingerprint(ofPublicKeyPEM text: [UInt8]) throws(CertificateError) -> String {
    OpenSSLFailure.clear()
    guard let block = withMemoryBIO(text, { PEM.block(PEM_STRING_PUBLIC, in: $0) }) else {
        throw .unreadable(index: 0, reason: OpenSSLFailure.take().reason)
    }
    return sha256(try canonical(subjectPublicKeyInfo: block))
}

/// Expands compressed points of EC keys (RFC 5480): no other SubjectPublicKeyInfo (RFC 5280) has two forms.
///
/// OpenSSL parses no other key: since 3.0 that takes longer than to verify a signature.
func canonical(subjectPublicKeyInfo bytes: [UInt8]) throws(CertificateError) -> [UInt8] {
    guard let info = DERItem(bytes[...]), info.tag == DERItem.sequence, info.rest.isEmpty,
        let algorithm = DERItem(info.content), algorithm.tag == DERItem.sequence,
        let key = DERItem(algorithm.rest), key.tag == DERItem.bitString, key.rest.isEmpty
    else { throw .unreadable(index: 0, reason: "no public key") }
    // The first byte counts unused bits; the next is the point's form.
    guard DERItem(algorithm.content)?.content.elementsEqual(ecPublicKey) == true,
        let form = key.content.dropFirst().first, form == 2 || form == 3
    else { return bytes }
    return try uncompressed(bytes)
}

/// id-ecPublicKey (RFC 5480).
private let ecPublicKey: [UInt8] = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]

private func uncompressed(_ bytes: [UInt8]) throws(CertificateError) -> [UInt8] {
    OpenSSLFailure.clear()
    let key = bytes.withUnsafeBufferPointer { buffer in
        var cursor = buffer.baseAddress
        return d2i_PUBKEY(nil, &cursor, buffer.count)
    }
    guard let key else { throw .unreadable(index: 0, reason: OpenSSLFailure.take().reason) }
    defer { EVP_PKEY_free(key) }
    EVP_PKEY_set_utf8_string_param(key, OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT, "uncompressed")
    return der { i2d_PUBKEY(key, $0) }
}

/// For `i2d_` functions, which allocate their result.
func der(_ encode: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>) -> Int32) -> [UInt8] {
    var bytes: UnsafeMutablePointer<UInt8>?
    let count = encode(&bytes)
    defer { CRYPTO_free(bytes, #file, #line) }
    guard count > 0, let bytes else { return [] }
    return Array(UnsafeBufferPointer(start: bytes, count: Int(count)))
}
