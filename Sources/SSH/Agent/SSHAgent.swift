package import Net

/// An ssh-agent client (draft-ietf-sshm-ssh-agent), with a connection for each request.
///
/// libssh2's client blocks, and signs with RSA keys by SHA-1 only.
package struct SSHAgent: Sendable {
    /// OpenSSH's limit.
    private static let longestMessage = 256 * 1024

    private let path: String
    private let reactor: Reactor

    /// `path` is `SSH_AUTH_SOCK`.
    package init(path: String, on reactor: Reactor) {
        self.path = path
        self.reactor = reactor
    }

    /// The agent's keys, in its order.
    package func identities() async throws(SSHError) -> [SSHIdentity] {
        let answer = try await ask([AgentMessage.requestIdentities])
        guard let keys = AgentMessage.identities(answer) else { throw failure("its list of keys is invalid") }
        return keys.map { blob, comment in identity(blob, comment) }
    }

    func sign(_ data: [UInt8], with blob: [UInt8], type: KeyType) async throws(SSHError) -> [UInt8] {
        let answer = try await ask(AgentMessage.signRequest(blob: blob, data: data, type: type))
        guard let (name, signature) = AgentMessage.signature(answer) else {
            throw failure("it refuses to sign; is it locked, or does it ask for a confirmation?")
        }
        guard name == type.signatureName else { throw failure("it signs with \(quoted(name.utf8)), not SHA-2") }
        return signature
    }

    private func identity(_ blob: [UInt8], _ comment: [UInt8]) -> SSHIdentity {
        var reader = WireReader(blob)
        let name = "agent key \(quoted(comment)) \(fingerprint(of: blob))"
        let kind = reader.string() ?? []
        guard let type = KeyType(rawValue: String(decoding: kind, as: UTF8.self)) else {
            let advice = "add the plain key as Ed25519, ECDSA or RSA"
            return .unusable(name: name, reason: "libssh2 cannot sign with keys of type \(quoted(kind)); \(advice)")
        }
        return .agent(AgentKey(name: name, type: type, blob: blob, agent: self))
    }

    private func ask(_ message: [UInt8]) async throws(SSHError) -> [UInt8] {
        guard let address = SocketAddress(path: path) else { throw failure("its path is too long for a socket") }
        var request = WireWriter()
        request.append(string: message)
        do {
            return try await reactor.withStream(to: [address]) { stream in
                try await stream.write(request.bytes)
                return try await receive(from: stream)
            }
        } catch NetError.cancelled {
            throw .cancelled
        } catch let error as SSHError {
            throw error
        } catch {
            throw failure("it cannot be reached")
        }
    }

    private func receive(from stream: SocketStream) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let more = try await stream.read()
            guard !more.isEmpty else { throw failure("it closed the connection") }
            bytes += more
            var reader = WireReader(bytes)
            guard let length = reader.number() else { continue }
            guard length <= Self.longestMessage else { throw failure("its answer is too long") }
            if let answer = reader.bytes(Int(length)) { return answer }
        }
    }

    private func failure(_ text: String) -> SSHError {
        SSHError(.auth, "ssh-agent (\(path)): \(text)")
    }
}

/// A key that an ssh-agent holds.
package struct AgentKey: Sendable, Signer {
    package let name: String
    let type: KeyType
    let blob: [UInt8]
    let agent: SSHAgent
    /// Whether it yields to keys that were named for the host.
    var isUnnamed = false

    func sign(_ data: [UInt8]) async throws(SSHError) -> [UInt8] {
        // The agent knows an RSA key as `ssh-rsa`.
        try await agent.sign(data, with: blob, type: type)
    }
}
