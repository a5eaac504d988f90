internal import CLibSSH2

extension SSHSession {
    /// Sends our banner and waits for the host's.
    func exchangeBanners() async throws(SSHError) {
        prefer(LibSSH2.keyExchanges, for: LIBSSH2_METHOD_KEX)
        // There is nothing to read yet: libssh2 writes its banner and asks to be called again.
        _ = libssh2_session_handshake(raw, LibSSH2.placeholder)
        try await transport.flush()
        try await transport.receiveBanner()
        transport.phase = .handshake
    }

    /// Agrees on keys with the host, whose host key has then signed the exchange.
    func exchangeKeys() async throws(SSHError) {
        let status = try await complete { libssh2_session_handshake($0, LibSSH2.placeholder) }
        guard status == 0 else { throw SSHError(.handshake, lastError) }
        transport.phase = .authenticating
    }

    func prefer(_ algorithms: [String], for method: Int32) {
        guard !algorithms.isEmpty else { return }
        libssh2_session_method_pref(raw, method, algorithms.joined(separator: ","))
    }
}
