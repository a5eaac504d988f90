internal import CLibSSH2

/// How a host answered an offered key.
enum KeyVerdict {
    case accepted
    case refused
    /// Refused after the signature, as also happens when the host wants a second method.
    case refusedSigned(String)
    case unsigned(String)
}

extension SSHSession {
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
