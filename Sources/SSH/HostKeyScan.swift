package import Net

/// Fetches the keys that a host shows, one for each type that it has and libssh2 can verify, without a login.
///
/// A host shows one key for each key exchange, so `connect` is called once for each type. That the host has the private
/// half too is verified as in any session. Of the types those are fetched that are allowed. `answered` is waited for
/// each time the host has said its first word.
package func hostKeys(
    of destination: SSHDestination, allowing algorithms: SSHAlgorithms = SSHAlgorithms(),
    announce: @escaping (SSHPhase) -> Void = { _ in }, answered: @escaping @Sendable () async -> Void = {},
    connect: (_ body: (any ByteStream) async throws -> ShownHostKey) async throws -> ShownHostKey
) async throws -> [HostKey] {
    func ask(for type: String? = nil) async throws -> ShownHostKey {
        try await connect { stream in
            try await showHostKey(
                over: stream, to: destination, allowing: algorithms.showing(type), announce: announce,
                answered: answered)
        }
    }
    let first = try await ask()
    var keys = [first.key]
    for type in first.types where type != first.key.type {
        let shown = try await ask(for: type)
        if shown.key.type == type { keys.append(shown.key) }
    }
    let order = LibSSH2.hostKeyTypes
    let place = { (key: HostKey) in order.firstIndex(of: key.type) ?? order.count }
    return keys.sorted { place($0) < place($1) }
}

/// What a host shows in one key exchange.
package struct ShownHostKey: Sendable {
    let key: HostKey
    /// The types of all its keys that could be asked for.
    let types: [String]
}

/// One key exchange over a stream, which asks for the first of the allowed kinds of key that the host has.
private func showHostKey(
    over stream: any ByteStream, to destination: SSHDestination, allowing algorithms: SSHAlgorithms,
    announce: (SSHPhase) -> Void, answered: () async -> Void
) async throws(SSHError) -> ShownHostKey {
    let session = try SSHSession(to: destination, over: Transport(over: stream))
    defer { session.close() }
    announce(.banner)
    try await session.exchangeBanners(asking: [], allowing: algorithms)
    await answered()
    announce(.handshake)
    let key = HostKey(blob: try await session.exchangeKeys())
    let offered = KeyExchangeOffer(packet: session.transport.opening)?.hostKeyAlgorithms ?? []
    return ShownHostKey(key: key, types: LibSSH2.types(of: offered.filter(algorithms.askable.contains)))
}

extension SSHAlgorithms {
    /// The kinds of host key that may be asked for.
    fileprivate var askable: [String] {
        LibSSH2.hostKeyAlgorithms(allowing: hostKeys).filter { hostKeys?.contains($0) ?? true }
    }

    /// With keys of one type alone; nil: of all that are allowed.
    fileprivate func showing(_ type: String?) -> SSHAlgorithms {
        guard let type else { return self }
        return SSHAlgorithms(
            keyExchanges: keyExchanges, hostKeys: askable.filter { LibSSH2.types(of: [$0]) == [type] },
            ciphers: ciphers, codes: codes)
    }
}
