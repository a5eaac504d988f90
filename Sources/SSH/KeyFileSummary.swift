/// What can be told of a private key file without its passphrase.
package struct KeyFileSummary: Sendable, Equatable {
    /// What `ssh-keygen -l` calls its type; nil where that is encrypted too.
    package let kind: String?
    package let isEncrypted: Bool
}

/// Looks at a private key file as a sweep would, but for opening what is encrypted.
package func summarizePrivateKey(name: String, contents: [UInt8]) throws(KeyFileError) -> KeyFileSummary {
    var isEncrypted = false
    do {
        let key = try openPrivateKey(name: name, contents: contents) {
            isEncrypted = true
            return nil
        }
        return KeyFileSummary(kind: kindOfKey(key.type.rawValue), isEncrypted: false)
    } catch {
        guard isEncrypted else { throw error }
        return KeyFileSummary(kind: OpenSSHEnvelope(contents)?.type.map(kindOfKey), isEncrypted: true)
    }
}
