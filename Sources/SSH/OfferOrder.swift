/// A file to log in with, by what is known of it before its private half is needed.
package struct NamedKey: Sendable {
    /// The public half; nil where it cannot be told.
    let blob: [UInt8]?
    /// What logs in where no agent has the key.
    let identity: SSHIdentity

    package init(publicHalf blob: [UInt8]?, identity: SSHIdentity) {
        self.blob = blob
        self.identity = identity
    }
}

extension SSHIdentity {
    /// The files that ssh tries where none is named, in its order, in `~/.ssh`; of those that libssh2 can use.
    package static let usualFiles = ["id_rsa", "id_ecdsa", "id_ed25519"]

    /// The order in which ssh offers keys (`pubkey_prepare` of its sshconnect2.c): of the agent's first those that files
    /// name too, then its others, and at last the files that the agent does not have. Each list keeps its own order.
    ///
    /// - Parameters:
    ///   - files: those that were named for the host, or else the usual ones.
    ///   - areNamed: whether they were named; a full agent then makes room for them (`KeySupply`).
    ///   - agent: all that the agent holds.
    ///   - identitiesOnly: of the agent's keys none but those that files name (`IdentitiesOnly`).
    /// - Returns: the keys, each once.
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
                others.append(areNamed ? identity.spared : identity)
            }
        }
        return named + others + files.map(\.identity)
    }

    /// The public half; nil for what cannot be used.
    package var blob: [UInt8]? {
        switch self {
        case .key(let key): key.blob
        case .agent(let key): key.blob
        case .unusable: nil
        }
    }

    /// The same as one that nobody has named, where others were.
    private var spared: SSHIdentity {
        guard case .agent(var key) = self else { return self }
        key.isSpare = true
        return .agent(key)
    }
}

/// The public half of a key file, as far as it can be told without a passphrase: the file may be a public key itself, an
/// OpenSSH key says it in the clear, and `FILE.pub` may lie beside.
package func publicHalf(of contents: [UInt8]?, beside publicFile: [UInt8]?) -> [UInt8]? {
    if let contents, let half = publicKeyLine(contents) ?? OpenSSHEnvelope(contents)?.publicHalf { return half }
    return publicFile.flatMap(publicKeyLine)
}

/// The key in `TYPE BASE64 COMMENT`.
private func publicKeyLine(_ contents: [UInt8]) -> [UInt8]? {
    let words = contents.prefix { $0 != UInt8(ascii: "\n") }.split(separator: UInt8(ascii: " "))
    guard words.count > 1, let blob = decodeBase64(Array(words[1])) else { return nil }
    var reader = WireReader(blob)
    return reader.string().map { $0.elementsEqual(words[0]) } == true ? blob : nil
}
