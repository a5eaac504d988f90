/// What can be told of a private key file without its passphrase.
package struct KeyFileSummary: Sendable, Equatable {
    /// What `ssh-keygen -l` calls its type; nil where that is encrypted too.
    package let kind: String?
    package let isEncrypted: Bool

    init(kind: String?, isEncrypted: Bool) {
        self.kind = kind
        self.isEncrypted = isEncrypted
    }

    /// Of a key that an ssh-agent has too, so that its file stays shut; nil where it is no such key.
    package init?(heldByAgent identity: SSHIdentity) {
        guard case .agent(let key) = identity else { return nil }
        self.init(kind: kindOfKey(key.type.rawValue), isEncrypted: false)
    }
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
