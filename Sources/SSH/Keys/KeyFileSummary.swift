/// What a private key file tells without its passphrase.
package struct KeyFileSummary: Sendable, Equatable {
    /// As `ssh-keygen -l` prints it; nil if encrypted too.
    package let kind: String?
    package let isEncrypted: Bool

    init(kind: String?, isEncrypted: Bool) {
        self.kind = kind
        self.isEncrypted = isEncrypted
    }

    /// For a key that an ssh-agent also holds, without reading its file.
    package init?(heldByAgent identity: SSHIdentity) {
        guard case .agent(let key) = identity else { return nil }
        self.init(kind: kindOfKey(key.type.rawValue), isEncrypted: false)
    }
}

/// Reads a private key file without decrypting it.
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
