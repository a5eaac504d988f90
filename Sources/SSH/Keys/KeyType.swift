internal import COpenSSL

/// A supported type of user key.
enum KeyType: String, CaseIterable, Sendable {
    case ed25519 = "ssh-ed25519"
    case ecdsa256 = "ecdsa-sha2-nistp256"
    case ecdsa384 = "ecdsa-sha2-nistp384"
    case ecdsa521 = "ecdsa-sha2-nistp521"
    case rsa = "ssh-rsa"

    /// `identifier` is the ASN.1 object identifier.
    var curve: (ssh: String, openSSL: String, identifier: [UInt8])? {
        switch self {
        case .ecdsa256: ("nistp256", "prime256v1", [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07])
        case .ecdsa384: ("nistp384", "secp384r1", [0x2B, 0x81, 0x04, 0x00, 0x22])
        case .ecdsa521: ("nistp521", "secp521r1", [0x2B, 0x81, 0x04, 0x00, 0x23])
        case .ed25519, .rsa: nil
        }
    }

    /// RFC 5656, section 6.2.1; RFC 8332.
    var digest: OpaquePointer? {
        switch self {
        case .ed25519: nil
        case .ecdsa256: EVP_sha256()
        case .ecdsa384: EVP_sha384()
        case .ecdsa521, .rsa: EVP_sha512()
        }
    }

    /// The signature algorithm. `ssh-rsa` means SHA-1, which OpenSSH refuses since 8.8. Given this name as the key
    /// type, libssh2 1.10 requests SHA-2, and OpenSSH accepts it.
    var signatureName: String {
        self == .rsa ? "rsa-sha2-512" : rawValue
    }
}

/// The public key in SSH's encoding, with the signature algorithm as the type of RSA keys.
func offeredBlob(_ blob: [UInt8], type: KeyType) -> [UInt8] {
    guard type == .rsa else { return blob }
    var reader = WireReader(blob)
    _ = reader.string()
    var writer = WireWriter()
    writer.append(string: type.signatureName)
    return writer.bytes + reader.rest
}
