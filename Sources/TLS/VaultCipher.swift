import COpenSSL

/// Decrypts ansible-vault's AES256, formats 1.1 and 1.2; nil for a wrong password or a damaged vault.
///
/// As in `VaultAES256`: PBKDF2 with SHA-256 and 10,000 rounds gives two keys and the counter; HMAC-SHA256 covers the
/// ciphertext; AES-256-CTR has PKCS #7 padding.
package func openAnsibleVault(
    password: [UInt8], salt: [UInt8], code: [UInt8], ciphertext: [UInt8]
) -> [UInt8]? {
    let keySize = 32
    var derived = [UInt8](repeating: 0, count: 2 * keySize + 16)
    let characters = password.map { CChar(bitPattern: $0) }
    guard
        PKCS5_PBKDF2_HMAC(
            characters, Int32(characters.count), salt, Int32(salt.count), 10_000, EVP_sha256(), Int32(derived.count),
            &derived) == 1,
        isCode(code, of: ciphertext, key: Array(derived[keySize..<2 * keySize])),
        var plain = decrypt(ciphertext, key: Array(derived[..<keySize]), counter: Array(derived[(2 * keySize)...])),
        let padding = plain.last, (1...16).contains(padding), plain.count >= Int(padding)
    else { return nil }
    plain.removeLast(Int(padding))
    return plain
}

private func isCode(_ code: [UInt8], of text: [UInt8], key: [UInt8]) -> Bool {
    var right = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var count = 0
    guard
        EVP_Q_mac(
            nil, "HMAC", nil, "SHA256", nil, key, key.count, text, text.count, &right, right.count, &count) != nil
    else { return false }
    return code.count == count && CRYPTO_memcmp(code, right, count) == 0
}

private func decrypt(_ text: [UInt8], key: [UInt8], counter: [UInt8]) -> [UInt8]? {
    guard let context = EVP_CIPHER_CTX_new() else { return nil }
    defer { EVP_CIPHER_CTX_free(context) }
    var plain = [UInt8](repeating: 0, count: text.count)
    var count: Int32 = 0
    guard EVP_DecryptInit_ex(context, EVP_aes_256_ctr(), nil, key, counter) == 1,
        EVP_DecryptUpdate(context, &plain, &count, text, Int32(text.count)) == 1, Int(count) == text.count
    else { return nil }
    return plain
}
