internal import COpenSSL

/// A private key, opened once, that signs for every host; OpenSSL holds the secret.
///
/// `@unchecked`: it is immutable, and OpenSSL allows concurrent signing.
package final class PrivateKey: @unchecked Sendable {
    package let name: String
    let type: KeyType
    /// In SSH's encoding.
    package let blob: [UInt8]
    private let key: OpaquePointer

    /// Nil for an unsupported type of EVP_PKEY.
    init?(name: String, owning key: OpaquePointer) {
        guard let (type, blob) = publicKey(of: key) else {
            EVP_PKEY_free(key)
            return nil
        }
        self.name = name
        self.type = type
        self.blob = blob
        self.key = key
    }

    deinit {
        EVP_PKEY_free(key)
    }

    /// In SSH's format (RFC 8032; RFC 8332; RFC 5656, section 3.1.2).
    func signature(of data: [UInt8]) -> [UInt8]? {
        ERR_clear_error()
        guard let context = EVP_MD_CTX_new() else { return nil }
        defer { EVP_MD_CTX_free(context) }
        guard EVP_DigestSignInit(context, nil, type.digest, nil, key) == 1 else { return nil }
        var length = 0
        guard EVP_DigestSign(context, nil, &length, data, data.count) == 1 else { return nil }
        var signature = [UInt8](repeating: 0, count: length)
        guard EVP_DigestSign(context, &signature, &length, data, data.count) == 1 else { return nil }
        signature.removeSubrange(length...)
        return type.curve == nil ? signature : pairOfIntegers(signature)
    }
}

/// Converts an ECDSA signature from ASN.1 to SSH's format.
private func pairOfIntegers(_ der: [UInt8]) -> [UInt8]? {
    let parsed = der.withUnsafeBufferPointer { buffer in
        var start = buffer.baseAddress
        return d2i_ECDSA_SIG(nil, &start, buffer.count)
    }
    guard let parsed else { return nil }
    defer { ECDSA_SIG_free(parsed) }
    var writer = WireWriter()
    writer.append(integer: bigEndian(ECDSA_SIG_get0_r(parsed)))
    writer.append(integer: bigEndian(ECDSA_SIG_get0_s(parsed)))
    return writer.bytes
}

func bigEndian(_ number: OpaquePointer?) -> [UInt8] {
    guard let number else { return [] }
    var bytes = [UInt8](repeating: 0, count: Int(BN_num_bits(number) + 7) / 8)
    BN_bn2bin(number, &bytes)
    return bytes
}
