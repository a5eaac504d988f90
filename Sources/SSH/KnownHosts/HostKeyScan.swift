package import Net

/// Fetches a host's keys without a login, one of each type that libssh2 can verify.
///
/// A key exchange shows one key, so `connect` is called for each type. `answered` is awaited after each banner.
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

/// The result of one key exchange.
package struct ShownHostKey: Sendable {
    let key: HostKey
    /// The key types of the host that may be requested.
    let types: [String]
}

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
    fileprivate var askable: [String] {
        LibSSH2.hostKeyAlgorithms(allowing: hostKeys).filter { hostKeys?.contains($0) ?? true }
    }

    fileprivate func showing(_ type: String?) -> SSHAlgorithms {
        guard let type else { return self }
        return SSHAlgorithms(
            keyExchanges: keyExchanges, hostKeys: askable.filter { LibSSH2.types(of: [$0]) == [type] },
            ciphers: ciphers, codes: codes)
    }
}
