/// Whoever can prove that it has a private key.
protocol Signer {
    /// Where the key is, for messages.
    var name: String { get }
    var type: KeyType { get }
    /// The public half.
    var blob: [UInt8] { get }

    /// The signature as SSH puts it into its packet.
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
