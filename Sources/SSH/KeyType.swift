internal import COpenSSL

/// A kind of key that we can sign with, by the name that SSH has for it.
enum KeyType: String, CaseIterable, Sendable {
    case ed25519 = "ssh-ed25519"
    case ecdsa256 = "ecdsa-sha2-nistp256"
    case ecdsa384 = "ecdsa-sha2-nistp384"
    case ecdsa521 = "ecdsa-sha2-nistp521"
    case rsa = "ssh-rsa"

    /// What an elliptic curve is called by SSH, by OpenSSL, and in ASN.1.
    var curve: (ssh: String, openSSL: String, identifier: [UInt8])? {
        switch self {
        case .ecdsa256: ("nistp256", "prime256v1", [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07])
        case .ecdsa384: ("nistp384", "secp384r1", [0x2B, 0x81, 0x04, 0x00, 0x22])
        case .ecdsa521: ("nistp521", "secp521r1", [0x2B, 0x81, 0x04, 0x00, 0x23])
        case .ed25519, .rsa: nil
        }
    }

    /// The digest of a signature (RFC 5656, section 6.2.1; RFC 8332); Ed25519 brings its own.
    var digest: OpaquePointer? {
        switch self {
        case .ed25519: nil
        case .ecdsa256: EVP_sha256()
        case .ecdsa384: EVP_sha384()
        case .ecdsa521, .rsa: EVP_sha512()
        }
    }

    /// The name under which the key signs. An RSA key has two: its own, which stands for SHA-1 that OpenSSH refuses since
    /// 8.8, and this one. With it as the key's type libssh2 1.10 asks for the right signature, and OpenSSH accepts it.
    var signatureName: String {
        self == .rsa ? "rsa-sha2-512" : rawValue
    }
}

/// The key's public half as it is offered to a host: an RSA key under the name of its signature.
func offeredBlob(_ blob: [UInt8], type: KeyType) -> [UInt8] {
    guard type == .rsa else { return blob }
    var reader = WireReader(blob)
    _ = reader.string()
    var writer = WireWriter()
    writer.append(string: type.signatureName)
    return writer.bytes + reader.rest
}
