internal import COpenSSL

/// The bcrypt_pbkdf of OpenBSD, as OpenSSH encrypts private keys with it.
///
/// OpenSSL and libssh2's API lack it. `rounds` is 16 by default, 24 since OpenSSH 9.4.
func bcryptPBKDF(passphrase: [UInt8], salt: [UInt8], rounds: UInt32, count: Int) -> [UInt8]? {
    guard !passphrase.isEmpty, !salt.isEmpty, rounds > 0, count > 0 else { return nil }
    let blocks = (count + 31) / 32
    let hashed = sha512(passphrase)
    var key = [UInt8](repeating: 0, count: count)
    for block in 1...blocks {
        var writer = WireWriter()
        writer.append(UInt32(block))
        guard var turn = bcryptHash(hashed, salt: sha512(salt + writer.bytes)) else { return nil }
        var sum = turn
        for _ in 1..<rounds {
            guard let next = bcryptHash(hashed, salt: sha512(turn)) else { return nil }
            turn = next
            for index in sum.indices { sum[index] ^= turn[index] }
        }
        // Interleaved, so that each part of the key costs all blocks.
        for (index, byte) in sum.enumerated() {
            let place = index * blocks + block - 1
            if place < count { key[place] = byte }
        }
    }
    return key
}

private func bcryptHash(_ passphrase: [UInt8], salt: [UInt8]) -> [UInt8]? {
    guard let cipher = Blowfish() else { return nil }
    let (key, salt) = (words(passphrase), words(salt))
    cipher.expand(key: key, salt: salt)
    for _ in 0..<64 {
        cipher.expand(key: salt, salt: [])
        cipher.expand(key: key, salt: [])
    }
    var text = words(Array("OxychromaticBlowfishSwatDynamite".utf8))
    for index in stride(from: 0, to: text.count, by: 2) {
        var (left, right) = (text[index], text[index + 1])
        for _ in 0..<64 { cipher.encrypt(&left, &right) }
        (text[index], text[index + 1]) = (left, right)
    }
    return text.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(8 * $0)) } }
}

private func words(_ bytes: [UInt8]) -> [UInt32] {
    var reader = WireReader(bytes)
    return (0..<bytes.count / 4).compactMap { _ in reader.number() }
}

private func sha512(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 64)
    EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha512(), nil)
    return digest
}
