import COpenSSL

/// The SHA-256 of some bytes, in lower-case hex: the name by which certificates, keys, agent and catalogue are compared.
package func sha256(_ bytes: [UInt8]) -> String {
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var count: UInt32 = 0
    guard EVP_Digest(bytes, bytes.count, &digest, &count, EVP_sha256(), nil) == 1 else {
        fatalError("OpenSSL has no SHA-256")
    }
    return digest.prefix(Int(count)).map(hex).joined()
}

/// Two lower-case digits.
func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return digits.count == 1 ? "0" + digits : digits
}
