/// Encodes ssh-agent requests and decodes answers (draft-ietf-sshm-ssh-agent).
enum AgentMessage {
    /// SSH_AGENTC_REQUEST_IDENTITIES.
    static let requestIdentities: UInt8 = 11
    private static let identitiesAnswer: UInt8 = 12
    private static let signRequest: UInt8 = 13
    private static let signResponse: UInt8 = 14
    /// SSH_AGENT_RSA_SHA2_512; without it RSA signs with SHA-1.
    private static let sha512: UInt32 = 4

    static func signRequest(blob: [UInt8], data: [UInt8], type: KeyType) -> [UInt8] {
        var writer = WireWriter()
        writer.append(signRequest)
        writer.append(string: blob)
        writer.append(string: data)
        writer.append(type == .rsa ? sha512 : 0)
        return writer.bytes
    }

    static func identities(_ answer: [UInt8]) -> [(blob: [UInt8], comment: [UInt8])]? {
        var reader = WireReader(answer)
        guard reader.byte() == identitiesAnswer, let count = reader.number() else { return nil }
        var keys: [(blob: [UInt8], comment: [UInt8])] = []
        for _ in 0..<count {
            guard let blob = reader.string(), let comment = reader.string() else { return nil }
            keys.append((blob, comment))
        }
        return keys
    }

    static func signature(_ answer: [UInt8]) -> (name: String, signature: [UInt8])? {
        var reader = WireReader(answer)
        guard reader.byte() == signResponse, let whole = reader.string() else { return nil }
        var parts = WireReader(whole)
        guard let name = parts.text(), let signature = parts.string() else { return nil }
        return (name, signature)
    }
}
