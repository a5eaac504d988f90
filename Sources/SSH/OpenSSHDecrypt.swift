extension OpenSSHEnvelope {
    func decrypt(with passphrase: Secret, name: String) throws(KeyFileError) -> Secret {
        throw KeyFileError(message: "\(name): encrypted")
    }
}
