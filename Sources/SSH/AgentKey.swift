/// A key that an ssh-agent holds.
package struct AgentKey: Sendable, Signer {
    let name: String
    let type: KeyType
    let blob: [UInt8]

    func sign(_ data: [UInt8]) async throws(SSHError) -> [UInt8] {
        throw SSHError(.auth, "")
    }
}
