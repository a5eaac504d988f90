/// A host's public key.
package struct HostKey: Sendable, Hashable {
    let blob: [UInt8]

    /// Such as `ssh-ed25519`.
    package var type: String {
        var reader = WireReader(blob)
        return reader.text() ?? "?"
    }

    /// As `ssh-keygen -l` prints it.
    package var fingerprint: String { SSH.fingerprint(of: blob) }

    /// As `ssh-keygen -l` prints it: `ED25519`, `ECDSA`, `RSA`.
    package var kind: String { kindOfKey(type) }

    /// The known_hosts line for this key.
    package func knownHostsLine(for destination: SSHDestination) -> String {
        "\(KnownHosts.name(of: destination.known.host, port: destination.known.port)) \(type) \(encodeBase64(blob))"
    }
}

func kindOfKey(_ type: String) -> String {
    switch type {
    case "ssh-ed25519": "ED25519"
    case "ssh-rsa": "RSA"
    default: type.hasPrefix("ecdsa-sha2-") ? "ECDSA" : type
    }
}
