internal import CLibSSH2

extension SSHSession {
    /// Sends our banner and waits for the host's.
    func exchangeBanners(asking types: [String], allowing allowed: SSHAlgorithms) async throws(SSHError) {
        try prefer(LibSSH2.keyExchanges, allowed.keyExchanges, for: LIBSSH2_METHOD_KEX, "key exchange")
        try prefer(
            hostKeyAlgorithms(for: types, allowed.hostKeys), allowed.hostKeys, for: LIBSSH2_METHOD_HOSTKEY,
            "kind of host key")
        for direction in [LIBSSH2_METHOD_CRYPT_CS, LIBSSH2_METHOD_CRYPT_SC] where allowed.ciphers != nil {
            try prefer(LibSSH2.ciphers, allowed.ciphers, for: direction, "cipher")
        }
        for direction in [LIBSSH2_METHOD_MAC_CS, LIBSSH2_METHOD_MAC_SC] where allowed.codes != nil {
            try prefer(LibSSH2.codes, allowed.codes, for: direction, "message authentication code")
        }
        // There is nothing to read yet: libssh2 writes its banner and asks to be called again.
        _ = libssh2_session_handshake(raw, LibSSH2.placeholder)
        try await transport.flush()
        try await transport.receiveBanner()
        transport.phase = .handshake
    }

    /// Agrees on keys with the host; the answer is its host key, which has signed the exchange.
    func exchangeKeys() async throws(SSHError) -> [UInt8] {
        let status = try await complete { libssh2_session_handshake($0, LibSSH2.placeholder) }
        guard status == 0 else { throw handshakeError }
        var (count, type) = (0, Int32(0))
        guard let key = libssh2_session_hostkey(raw, &count, &type), count > 0 else { throw handshakeError }
        return Array(UnsafeRawBufferPointer(start: key, count: count))
    }

    /// Asks for what we have, in our order, or for what ssh_config allows of it, in that order.
    private func prefer(
        _ ours: [String], _ allowed: [String]?, for method: Int32, _ what: String
    ) throws(SSHError) {
        let algorithms = allowed.map { $0.filter(ours.contains) } ?? ours
        if let allowed, algorithms.isEmpty {
            throw SSHError(
                .handshake,
                "libssh2 \(LibSSH2.version) has no \(what) of those that ssh_config allows (\(list(allowed))); it has "
                    + list(ours))
        }
        guard !algorithms.isEmpty else { return }
        libssh2_session_method_pref(raw, method, algorithms.joined(separator: ","))
    }

    /// What to ask for: the types that known_hosts has first, as a right key of another type would look unknown.
    /// RSA with SHA-1 is asked for only where HostKeyAlgorithms names it.
    private func hostKeyAlgorithms(for types: [String], _ allowed: [String]?) -> [String] {
        let wanted = types.flatMap { $0 == "ssh-rsa" ? ["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"] : [$0] }
        let known = LibSSH2.hostKeyAlgorithms(allowing: allowed)
        return wanted.filter(known.contains) + known.filter { !wanted.contains($0) }
    }
}

// Wording.

extension SSHSession {
    /// Why no keys were agreed on, with the part for which the two sides have nothing in common.
    private var handshakeError: SSHError {
        if let farewell = transport.farewell {
            return SSHError(.handshake, "the host ended the key exchange: \(quoted(farewell))")
        }
        guard let offer = KeyExchangeOffer(packet: transport.opening) else { return SSHError(.handshake, lastError) }
        let mine = LibSSH2.hostKeyAlgorithms
        if !offer.hostKeyAlgorithms.contains(where: mine.contains) {
            return SSHError(
                .handshake,
                "libssh2 \(LibSSH2.version) can verify none of the host's keys (\(list(offer.hostKeyAlgorithms))); give "
                    + "the host an Ed25519 key (`ssh-keygen -A`), or use libssh2 1.11, which knows rsa-sha2")
        }
        if !offer.keyExchanges.contains(where: LibSSH2.keyExchanges.contains) {
            return SSHError(
                .handshake,
                "the host offers no key exchange that libssh2 \(LibSSH2.version) has: "
                    + "\(list(offer.keyExchanges)); allow curve25519-sha256 in its KexAlgorithms")
        }
        return SSHError(
            .handshake,
            "\(lastError). The host offers the ciphers \(list(offer.ciphers)) and the codes "
                + "\(list(offer.codes)); libssh2 \(LibSSH2.version) wants aes256-ctr and hmac-sha2-256 at least")
    }

    private func list(_ names: [String]) -> String {
        quoted(names.joined(separator: " ").utf8)
    }
}
