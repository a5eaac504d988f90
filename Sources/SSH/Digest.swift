internal import COpenSSL

/// A key's fingerprint as `ssh-keygen -l` prints it: `SHA256:` and the digest in Base64 without padding.
func fingerprint(of blob: [UInt8]) -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    guard EVP_Digest(blob, blob.count, &digest, nil, EVP_sha256(), nil) == 1 else { return "SHA256:?" }
    return "SHA256:" + encodeBase64(digest, padded: false)
}

/// HMAC-SHA1, with which known_hosts hides names.
func hmacSHA1(key: [UInt8], _ text: String) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 20)
    let text = Array(text.utf8)
    let done = HMAC(EVP_sha1(), key, Int32(key.count), text, text.count, &digest, nil)
    return done == nil ? [] : digest
}
