package import Net

extension Reactor {
    /// Fetches the keys that a host shows, one for each type that it has and libssh2 can verify, without a login.
    ///
    /// A host shows one key for each key exchange, so it is connected to once for each type. That the host has the
    /// private half too is verified as in any session. `announce` is called as each phase begins.
    package func hostKeys(
        of destination: SSHDestination, announce: (SSHPhase) -> Void = { _ in }
    ) async throws -> [HostKey] {
        var shown = try await hostKey(of: destination, asking: [], announce)
        var keys = [shown.key]
        var types = shown.types.filter { $0 != shown.key.type }
        while let type = types.popLast() {
            shown = try await hostKey(of: destination, asking: [type], announce)
            if shown.key.type == type { keys.append(shown.key) }
        }
        let order = LibSSH2.hostKeyTypes
        return keys.sorted { order.firstIndex(of: $0.type) ?? 0 < order.firstIndex(of: $1.type) ?? 0 }
    }

    private func hostKey(
        of destination: SSHDestination, asking types: [String], _ announce: (SSHPhase) -> Void
    ) async throws -> (key: HostKey, types: [String]) {
        try await withStream(to: destination, announce: announce) { stream in
            try await showHostKey(over: stream, to: destination, asking: types, announce: announce)
        }
    }
}

/// One key exchange over a stream: the key that the host shows, of the first of these types that it has, and the types
/// of all its keys that could be asked for.
private func showHostKey(
    over stream: any ByteStream, to destination: SSHDestination, asking types: [String],
    announce: (SSHPhase) -> Void
) async throws(SSHError) -> (key: HostKey, types: [String]) {
    let session = try SSHSession(to: destination, over: Transport(over: stream))
    defer { session.close() }
    announce(.banner)
    try await session.exchangeBanners(asking: types)
    announce(.handshake)
    let key = HostKey(blob: try await session.exchangeKeys())
    let offered = KeyExchangeOffer(packet: session.transport.opening)?.hostKeyAlgorithms ?? []
    let known = LibSSH2.hostKeyAlgorithms
    return (key, LibSSH2.types(of: offered.filter(known.contains)))
}
