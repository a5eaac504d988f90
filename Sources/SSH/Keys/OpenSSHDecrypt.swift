internal import COpenSSL
internal import ShellQuoting

extension OpenSSHEnvelope {
    private static let blockSize = 16

    /// Without AEAD ciphers, which store a tag elsewhere.
    private var algorithm: (cipher: OpaquePointer?, keySize: Int)? {
        switch cipher {
        case "aes256-ctr": (EVP_aes_256_ctr(), 32)
        case "aes192-ctr": (EVP_aes_192_ctr(), 24)
        case "aes128-ctr": (EVP_aes_128_ctr(), 16)
        case "aes256-cbc": (EVP_aes_256_cbc(), 32)
        case "aes192-cbc": (EVP_aes_192_cbc(), 24)
        case "aes128-cbc": (EVP_aes_128_cbc(), 16)
        default: nil
        }
    }

    func decrypt(with passphrase: Secret, name: String) throws(KeyFileError) -> Secret {
        guard derivation == "bcrypt", let (cipher, keySize) = algorithm else {
            let advice = "`ssh-keygen -p -Z aes256-ctr -f \(shellWord(name))` encrypts it again"
            throw KeyFileError(message: "\(name): encrypted by \(self.cipher), which is not supported; \(advice)")
        }
        var reader = WireReader(options)
        guard let salt = reader.string(), let rounds = reader.number(), secret.count % Self.blockSize == 0 else {
            throw KeyFileError(message: "\(name): the key file is damaged")
        }
        let size = keySize + Self.blockSize
        guard let key = bcryptPBKDF(passphrase: passphrase.bytes, salt: salt, rounds: rounds, count: size),
            let plain = decrypt(with: cipher, key: Secret(key), keySize: keySize)
        else { throw KeyFileError(message: wrongPassphrase(name)) }
        return plain
    }

    private func decrypt(with cipher: OpaquePointer?, key: Secret, keySize: Int) -> Secret? {
        guard let context = EVP_CIPHER_CTX_new() else { return nil }
        defer { EVP_CIPHER_CTX_free(context) }
        let vector = Array(key.bytes[keySize...])
        guard EVP_DecryptInit_ex(context, cipher, nil, key.bytes, vector) == 1 else { return nil }
        // OpenSSH's own padding (1, 2, 3, …) follows the data that is read.
        EVP_CIPHER_CTX_set_padding(context, 0)
        var plain = [UInt8](repeating: 0, count: secret.count)
        var count: Int32 = 0
        guard EVP_DecryptUpdate(context, &plain, &count, secret, Int32(secret.count)) == 1 else { return nil }
        return Int(count) == plain.count ? Secret(plain) : nil
    }
}
