internal import CLibSSH2

/// What a host made of a key.
enum KeyVerdict {
    case accepted
    case refused
    /// It wanted the signature and then refused all the same, as it does when it wants another proof too.
    case refusedSigned(String)
    /// Whoever has the key did not sign.
    case unsigned(String)
}

extension SSHSession {
    /// Offers one key, and signs with it where the host would have it.
    func offer(_ key: any Signer) async throws(SSHError) -> KeyVerdict {
        let request = SignatureRequest()
        let blob = offeredBlob(key.blob, type: key.type)
        let user = destination.user
        while true {
            let status = request.offer(blob, to: raw, user: user)
            try await transport.flush()
            switch status {
            case 0:
                return .accepted
            case LIBSSH2_ERROR_EAGAIN:
                guard let data = request.data, request.signature == nil else {
                    try await transport.fill()
                    continue
                }
                do {
                    request.signature = try await key.sign(data)
                } catch .cancelled {
                    throw .cancelled
                } catch {
                    return .unsigned(error.message)
                }
            default:
                return request.data == nil ? .refused : .refusedSigned(lastError)
            }
        }
    }
}
