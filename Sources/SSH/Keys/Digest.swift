internal import COpenSSL

/// As `ssh-keygen -l` prints it.
func fingerprint(of blob: [UInt8]) -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    guard EVP_Digest(blob, blob.count, &digest, nil, EVP_sha256(), nil) == 1 else { return "SHA256:?" }
    return "SHA256:" + encodeBase64(digest, padded: false)
}

/// As in hashed names of known_hosts.
func hmacSHA1(key: [UInt8], _ text: String) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 20)
    let text = Array(text.utf8)
    let done = HMAC(EVP_sha1(), key, Int32(key.count), text, text.count, &digest, nil)
    return done == nil ? [] : digest
}
