internal import CLibSSH2

extension SSHSession {
    func exchangeBanners(asking types: [String], allowing allowed: SSHAlgorithms) async throws(SSHError) {
        try prefer(LibSSH2.keyExchanges, allowed.keyExchanges, for: LIBSSH2_METHOD_KEX, "key exchange")
        try prefer(
            hostKeyAlgorithms(for: types, allowed.hostKeys), allowed.hostKeys, for: LIBSSH2_METHOD_HOSTKEY,
            "host key type")
        for direction in [LIBSSH2_METHOD_CRYPT_CS, LIBSSH2_METHOD_CRYPT_SC] where allowed.ciphers != nil {
            try prefer(LibSSH2.ciphers, allowed.ciphers, for: direction, "cipher")
        }
        for direction in [LIBSSH2_METHOD_MAC_CS, LIBSSH2_METHOD_MAC_SC] where allowed.codes != nil {
            try prefer(LibSSH2.codes, allowed.codes, for: direction, "MAC")
        }
        // Nothing can be read yet: libssh2 writes its banner and returns EAGAIN.
        _ = libssh2_session_handshake(raw, LibSSH2.placeholder)
        try await transport.flush()
        try await transport.receiveBanner()
        transport.phase = .handshake
    }

    /// Returns the host key, which has signed the exchange.
    func exchangeKeys() async throws(SSHError) -> [UInt8] {
        let status = try await complete { libssh2_session_handshake($0, LibSSH2.placeholder) }
        guard status == 0 else { throw handshakeError }
        var (count, type) = (0, Int32(0))
        guard let key = libssh2_session_hostkey(raw, &count, &type), count > 0 else { throw handshakeError }
        return Array(UnsafeRawBufferPointer(start: key, count: count))
    }

    private func prefer(
        _ ours: [String], _ allowed: [String]?, for method: Int32, _ what: String
    ) throws(SSHError) {
        let algorithms = allowed.map { $0.filter(ours.contains) } ?? ours
        if let allowed, algorithms.isEmpty {
            throw SSHError(
                .handshake,
                "libssh2 \(LibSSH2.version) supports no \(what) that ssh_config allows (\(list(allowed))); it supports "
                    + list(ours))
        }
        guard !algorithms.isEmpty else { return }
        libssh2_session_method_pref(raw, method, algorithms.joined(separator: ","))
    }

    /// The types in known_hosts come first: a right key of another type would look unknown.
    private func hostKeyAlgorithms(for types: [String], _ allowed: [String]?) -> [String] {
        let wanted = types.flatMap { $0 == "ssh-rsa" ? ["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"] : [$0] }
        let known = LibSSH2.hostKeyAlgorithms(allowing: allowed)
        return wanted.filter(known.contains) + known.filter { !wanted.contains($0) }
    }
}

// Error messages.

extension SSHSession {
    private var handshakeError: SSHError {
        if let disconnectMessage = transport.disconnectMessage {
            return SSHError(.handshake, "the host ended the key exchange: \(quoted(disconnectMessage))")
        }
        guard let offer = KeyExchangeOffer(packet: transport.opening) else { return SSHError(.handshake, lastError) }
        let mine = LibSSH2.hostKeyAlgorithms
        if !offer.hostKeyAlgorithms.contains(where: mine.contains) {
            return SSHError(
                .handshake,
                "libssh2 \(LibSSH2.version) can verify none of the host's keys (\(list(offer.hostKeyAlgorithms))); "
                    + "give "
                    + "the host an Ed25519 key (`ssh-keygen -A`), or use libssh2 1.11, which knows rsa-sha2")
        }
        if !offer.keyExchanges.contains(where: LibSSH2.keyExchanges.contains) {
            return SSHError(
                .handshake,
                "the host offers no key exchange that libssh2 \(LibSSH2.version) supports: "
                    + "\(list(offer.keyExchanges)); allow curve25519-sha256 in its KexAlgorithms")
        }
        return SSHError(
            .handshake,
            "\(lastError). The host offers the ciphers \(list(offer.ciphers)) and the MACs "
                + "\(list(offer.codes)); libssh2 \(LibSSH2.version) needs at least aes256-ctr and hmac-sha2-256")
    }

    private func list(_ names: [String]) -> String {
        quoted(names.joined(separator: " ").utf8)
    }
}
