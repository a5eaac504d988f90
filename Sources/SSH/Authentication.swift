internal import CLibSSH2

extension SSHSession {
    /// Logs in with the first of the keys that the host accepts.
    func authenticate(with identities: [SSHIdentity]) async throws(SSHError) {
        var refusals: [String] = []
        for identity in identities {
            switch identity {
            case .unusable(let name, let reason):
                refusals.append("\(name) cannot be used: \(reason)")
            case .key(let key):
                if try await logIn(with: key, &refusals) { return transport.open() }
            case .agent(let key):
                if try await logIn(with: key, &refusals) { return transport.open() }
            }
        }
        try await refuse(refusals)
    }

    /// Offers one key; says why it did not do, if it did not.
    private func logIn(with key: any Signer, _ refusals: inout [String]) async throws(SSHError) -> Bool {
        let request = SignatureRequest()
        let blob = offeredBlob(key.blob, type: key.type)
        let user = destination.user
        while true {
            let status = request.offer(blob, to: raw, user: user)
            try await transport.flush()
            switch status {
            case 0:
                return true
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
                    refusals.append("\(key.name): \(error.message)")
                    return false
                }
            default:
                if transport.farewell != nil { throw farewell(refusals) }
                let why = request.data == nil ? "was refused" : "was accepted, but not its signature; \(lastError)"
                refusals.append("\(key.name) (\(key.type.rawValue)) \(why)")
                return false
            }
        }
    }

    /// The host ended the session, as it does after `MaxAuthTries` keys.
    private func farewell(_ refusals: [String]) -> SSHError {
        SSHError(
            .auth,
            "the host ended the session with \(quoted(transport.farewell ?? [])) after \(refusals.count) refused keys; "
                + "name the right key with --private-key")
    }

    /// No key did: ask the host which ways it offers, for the message. (Asking is a login attempt without a proof, which
    /// a host may in theory let through.)
    private func refuse(_ refusals: [String]) async throws(SSHError) {
        let user = destination.user
        let methods = try await complete(
            { libssh2_userauth_list($0, user, UInt32(user.utf8.count)) },
            waitsWhile: { $0 == nil && libssh2_session_last_errno(self.raw) == LIBSSH2_ERROR_EAGAIN })
        if libssh2_userauth_authenticated(raw) != 0 { return transport.open() }
        if transport.farewell != nil { throw farewell(refusals) }
        let tried = refusals.isEmpty ? "there is no key to offer" : refusals.joined(separator: "; ")
        let offered = methods.map { quoted(String(cString: $0).utf8) } ?? "nothing"
        throw SSHError(.auth, "login as \(user) failed: \(tried). The host accepts \(offered)")
    }
}
