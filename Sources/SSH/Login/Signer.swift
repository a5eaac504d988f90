/// Signs with a private key, in memory or in an ssh-agent.
protocol Signer {
    /// For messages.
    var name: String { get }
    var type: KeyType { get }
    /// The public key in SSH's encoding.
    var blob: [UInt8] { get }

    /// In the format of SSH's packets.
    func sign(_ data: [UInt8]) async throws(SSHError) -> [UInt8]
}

extension PrivateKey: Signer {
    func sign(_ data: [UInt8]) async throws(SSHError) -> [UInt8] {
        guard let signature = signature(of: data) else {
            throw SSHError(.auth, "OpenSSL could not sign with it")
        }
        return signature
    }
}
