/// A host's public key, as it is shown to a person and noted in known_hosts.
package struct HostKey: Sendable, Hashable {
    /// The public half as SSH sends it; its first field names its type.
    let blob: [UInt8]

    /// SSH's name of its type, such as `ssh-ed25519`.
    package var type: String {
        var reader = WireReader(blob)
        return reader.text() ?? "?"
    }

    /// Its digest, as `ssh-keygen -l` prints it.
    package var fingerprint: String { SSH.fingerprint(of: blob) }

    /// What `ssh-keygen -l` calls its type: `ED25519`, `ECDSA`, `RSA`.
    package var kind: String { kindOfKey(type) }

    /// The line by which known_hosts vouches for a host that has this key.
    package func knownHostsLine(for destination: SSHDestination) -> String {
        "\(KnownHosts.name(of: destination.known.host, port: destination.known.port)) \(type) \(encodeBase64(blob))"
    }
}

/// What `ssh-keygen -l` calls a type of key.
func kindOfKey(_ type: String) -> String {
    switch type {
    case "ssh-ed25519": "ED25519"
    case "ssh-rsa": "RSA"
    default: type.hasPrefix("ecdsa-sha2-") ? "ECDSA" : type
    }
}
