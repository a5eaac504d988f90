internal import COpenSSL

/// Opens a key in OpenSSH's format (`PROTOCOL.key`); the caller owns the EVP_PKEY.
func openSSHKey(_ contents: [UInt8], name: String, passphrase: () -> [UInt8]?) throws(KeyFileError) -> OpaquePointer {
    let damaged = KeyFileError(message: "\(name): the key file is damaged")
    guard let envelope = OpenSSHEnvelope(contents) else { throw damaged }
    var secret = Secret(envelope.secret)
    if envelope.cipher != "none" {
        guard let answer = passphrase() else { throw KeyFileError(message: noPassphrase(name)) }
        secret = try envelope.decrypt(with: Secret(answer), name: name)
    }
    var reader = WireReader(secret.bytes)
    // Two equal random numbers show that the passphrase was right.
    guard let first = reader.number(), let second = reader.number(), first == second else {
        throw envelope.cipher == "none" ? damaged : KeyFileError(message: wrongPassphrase(name))
    }
    guard let kind = reader.text() else { throw damaged }
    guard let type = KeyType(rawValue: kind) else {
        throw KeyFileError(message: "\(name): keys of type \(kind) are not supported; use Ed25519, ECDSA or RSA")
    }
    guard let key = type.read(&reader) else { throw damaged }
    return key
}

/// The unencrypted part of a private key file.
struct OpenSSHEnvelope {
    let cipher: String
    let derivation: String
    let options: [UInt8]
    let publicKey: [UInt8]
    let type: String?
    let secret: [UInt8]

    init?(_ contents: [UInt8]) {
        let lines = contents.split(separator: UInt8(ascii: "\n"))
        let body = lines.filter { !$0.starts(with: Array("-----".utf8)) }.flatMap { $0.filter { $0 > 0x20 } }
        guard let bytes = decodeBase64(body) else { return nil }
        let magic = Array("openssh-key-v1\0".utf8)
        guard bytes.starts(with: magic) else { return nil }
        var reader = WireReader(bytes.dropFirst(magic.count))
        guard let cipher = reader.text(), let derivation = reader.text(), let options = reader.string(),
            reader.number() == 1, let publicKey = reader.string(), let secret = reader.string()
        else { return nil }
        var half = WireReader(publicKey)
        type = half.text()
        (self.cipher, self.derivation, self.options) = (cipher, derivation, options)
        (self.publicKey, self.secret) = (publicKey, secret)
    }
}

extension KeyType {
    fileprivate func read(_ reader: inout WireReader) -> OpaquePointer? {
        switch self {
        case .ed25519:
            // The seed, then the public key.
            guard reader.string() != nil, let pair = reader.string(), pair.count == 64 else { return nil }
            return EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, pair, 32)
        case .rsa: return readRSA(&reader)
        case .ecdsa256, .ecdsa384, .ecdsa521: return readCurve(&reader)
        }
    }

    /// RSAPrivateKey of RFC 8017; OpenSSH omits two exponents.
    private func readRSA(_ reader: inout WireReader) -> OpaquePointer? {
        guard let n = reader.string(), let e = reader.string(), let d = reader.string(), let inverse = reader.string(),
            let p = reader.string(), let q = reader.string(),
            let exponent1 = remainder(of: d, byOneLessThan: p), let exponent2 = remainder(of: d, byOneLessThan: q)
        else { return nil }
        return decode(DER.sequence([[0], n, e, d, p, q, exponent1, exponent2, inverse].map(DER.integer)))
    }

    /// ECPrivateKey of RFC 5915.
    private func readCurve(_ reader: inout WireReader) -> OpaquePointer? {
        guard let curve, reader.text() == curve.ssh, let point = reader.string(), let secret = reader.string() else {
            return nil
        }
        return decode(
            DER.sequence([
                DER.integer([1]), DER.octets(secret.drop { $0 == 0 }.map(\.self)),
                DER.tagged(0, DER.element(0x06, curve.identifier)), DER.tagged(1, DER.element(0x03, [0] + point)),
            ]))
    }
}

private func decode(_ der: [UInt8]) -> OpaquePointer? {
    ERR_clear_error()
    return der.withUnsafeBufferPointer { buffer in
        var start = buffer.baseAddress
        return d2i_AutoPrivateKey(nil, &start, buffer.count)
    }
}

private func remainder(of number: [UInt8], byOneLessThan prime: [UInt8]) -> [UInt8]? {
    guard let context = BN_CTX_new(), let result = BN_bin2bn(number, Int32(number.count), nil),
        let divisor = BN_bin2bn(prime, Int32(prime.count), nil)
    else { return nil }
    defer {
        BN_CTX_free(context)
        BN_clear_free(result)
        BN_clear_free(divisor)
    }
    guard BN_sub_word(divisor, 1) == 1, BN_div(nil, result, result, divisor, context) == 1 else { return nil }
    return bigEndian(result)
}
