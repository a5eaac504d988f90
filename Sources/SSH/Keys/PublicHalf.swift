internal import COpenSSL

/// The type and SSH encoding of an EVP_PKEY's public key.
func publicKey(of key: OpaquePointer) -> (KeyType, [UInt8])? {
    switch EVP_PKEY_get_base_id(key) {
    case EVP_PKEY_ED25519: ed25519Half(of: key)
    case EVP_PKEY_RSA: rsaHalf(of: key)
    case EVP_PKEY_EC: curveHalf(of: key)
    default: nil
    }
}

private func ed25519Half(of key: OpaquePointer) -> (KeyType, [UInt8])? {
    var bytes = [UInt8](repeating: 0, count: 32)
    var count = bytes.count
    guard EVP_PKEY_get_raw_public_key(key, &bytes, &count) == 1, count == 32 else { return nil }
    var writer = WireWriter()
    writer.append(string: KeyType.ed25519.rawValue)
    writer.append(string: bytes)
    return (.ed25519, writer.bytes)
}

private func rsaHalf(of key: OpaquePointer) -> (KeyType, [UInt8])? {
    guard let exponent = number("e", of: key), let modulus = number("n", of: key) else { return nil }
    var writer = WireWriter()
    writer.append(string: KeyType.rsa.rawValue)
    writer.append(integer: exponent)
    writer.append(integer: modulus)
    return (.rsa, writer.bytes)
}

private func curveHalf(of key: OpaquePointer) -> (KeyType, [UInt8])? {
    var name = [CChar](repeating: 0, count: 64)
    guard EVP_PKEY_get_group_name(key, &name, name.count, nil) == 1 else { return nil }
    let group = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard let type = KeyType.allCases.first(where: { $0.curve?.openSSL == group }), let curve = type.curve else {
        return nil
    }
    var point = [UInt8](repeating: 0, count: 256)
    var count = 0
    guard EVP_PKEY_get_octet_string_param(key, "pub", &point, point.count, &count) == 1 else { return nil }
    var writer = WireWriter()
    writer.append(string: type.rawValue)
    writer.append(string: curve.ssh)
    writer.append(string: point[..<count])
    return (type, writer.bytes)
}

private func number(_ name: String, of key: OpaquePointer) -> [UInt8]? {
    var number: OpaquePointer?
    guard EVP_PKEY_get_bn_param(key, name, &number) == 1 else { return nil }
    defer { BN_clear_free(number) }
    return bigEndian(number)
}
