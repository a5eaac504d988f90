/// Opens a private key in OpenSSH's format or PEM (PKCS#1, SEC 1, PKCS#8).
///
/// `passphrase` is called only if the key is encrypted. An OpenSSH key takes 0.2 s to decrypt by default.
package func openPrivateKey(
    name: String, contents: [UInt8], passphrase: () -> [UInt8]?
) throws(KeyFileError) -> PrivateKey {
    let key: OpaquePointer
    if contains(contents, "-----BEGIN OPENSSH PRIVATE KEY-----") {
        key = try openSSHKey(contents, name: name, passphrase: passphrase)
    } else if contains(contents, "PRIVATE KEY-----") {
        key = try pemKey(contents, name: name, passphrase: passphrase)
    } else {
        throw KeyFileError(message: "\(name): \(whatElse(contents))")
    }
    guard let key = PrivateKey(name: name, owning: key) else {
        throw KeyFileError(
            message: "\(name): this type of key is not supported; use Ed25519, ECDSA (P-256, P-384, P-521) or RSA")
    }
    return key
}

private func whatElse(_ contents: [UInt8]) -> String {
    if contents.isEmpty { return "the file is empty" }
    if contents.starts(with: Array("ssh-".utf8)) || contents.starts(with: Array("ecdsa-".utf8)) {
        return "this is a public key; give the private key, the file without .pub"
    }
    if contents.starts(with: Array("PuTTY-User-Key-File".utf8)) {
        return "this is a PuTTY key; convert it with `puttygen FILE -O private-openssh`"
    }
    return "this is not a private key in OpenSSH's format or PEM"
}

private func contains(_ bytes: [UInt8], _ marker: String) -> Bool {
    bytes.firstRange(of: Array(marker.utf8)) != nil
}
