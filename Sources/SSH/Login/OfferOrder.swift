/// A key file to log in with, before its private key is needed.
package struct NamedKey: Sendable {
    let blob: [UInt8]?
    /// Used if no agent has the key.
    let identity: SSHIdentity

    package init(publicKey blob: [UInt8]?, identity: SSHIdentity) {
        self.blob = blob
        self.identity = identity
    }
}

extension SSHIdentity {
    /// ssh's default files in `~/.ssh`, in its order; only types that libssh2 supports.
    package static let usualFiles = ["id_rsa", "id_ecdsa", "id_ed25519"]

    /// Sorts keys as ssh offers them (`pubkey_prepare` in sshconnect2.c).
    ///
    /// The agent's keys that files name, its others, then files that the agent lacks.
    ///
    /// - Parameters:
    ///   - files: those named for the host, or the default ones.
    ///   - areNamed: whether they were named; other agent keys then yield to them (`KeySupply`).
    ///   - agent: all its keys.
    ///   - identitiesOnly: `IdentitiesOnly`.
    /// - Returns: each key once.
    package static func inOrder(
        files: [NamedKey], areNamed: Bool, agent: [SSHIdentity], identitiesOnly: Bool
    ) -> [SSHIdentity] {
        var files = files
        var (named, others): ([SSHIdentity], [SSHIdentity]) = ([], [])
        for identity in agent {
            if let blob = identity.blob, let place = files.firstIndex(where: { $0.blob == blob }) {
                files.remove(at: place)
                named.append(identity)
            } else if !identitiesOnly {
                others.append(areNamed ? identity.asUnnamed : identity)
            }
        }
        return named + others + files.map(\.identity)
    }

    package var blob: [UInt8]? {
        switch self {
        case .key(let key): key.blob
        case .agent(let key): key.blob
        case .unusable: nil
        }
    }

    private var asUnnamed: SSHIdentity {
        guard case .agent(var key) = self else { return self }
        key.isUnnamed = true
        return .agent(key)
    }
}

/// The public key of a key file, without a passphrase: from the file or from `FILE.pub`.
package func publicKey(of contents: [UInt8]?, beside publicFile: [UInt8]?) -> [UInt8]? {
    if let contents, let half = publicKeyLine(contents) ?? OpenSSHEnvelope(contents)?.publicKey { return half }
    return publicFile.flatMap(publicKeyLine)
}

/// `TYPE BASE64 COMMENT`.
private func publicKeyLine(_ contents: [UInt8]) -> [UInt8]? {
    let words = contents.prefix { $0 != UInt8(ascii: "\n") }.split(separator: UInt8(ascii: " "))
    guard words.count > 1, let blob = decodeBase64(Array(words[1])) else { return nil }
    var reader = WireReader(blob)
    return reader.string().map { $0.elementsEqual(words[0]) } == true ? blob : nil
}
