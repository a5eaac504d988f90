package import Net

/// Fetches the keys that a host shows, one for each type that it has and libssh2 can verify, without a login.
///
/// A host shows one key for each key exchange, so `connect` is called once for each type. That the host has the private
/// half too is verified as in any session.
package func hostKeys(
    of destination: SSHDestination, announce: @escaping (SSHPhase) -> Void = { _ in },
    connect: (_ body: (any ByteStream) async throws -> ShownHostKey) async throws -> ShownHostKey
) async throws -> [HostKey] {
    func ask(for types: [String]) async throws -> ShownHostKey {
        try await connect { stream in
            try await showHostKey(over: stream, to: destination, asking: types, announce: announce)
        }
    }
    let first = try await ask(for: [])
    var keys = [first.key]
    for type in first.types where type != first.key.type {
        let shown = try await ask(for: [type])
        if shown.key.type == type { keys.append(shown.key) }
    }
    let order = LibSSH2.hostKeyTypes
    return keys.sorted { order.firstIndex(of: $0.type) ?? 0 < order.firstIndex(of: $1.type) ?? 0 }
}

/// What a host shows in one key exchange.
package struct ShownHostKey: Sendable {
    let key: HostKey
    /// The types of all its keys that could be asked for.
    let types: [String]
}

/// One key exchange over a stream, which asks for the first of these types that the host has.
private func showHostKey(
    over stream: any ByteStream, to destination: SSHDestination, asking types: [String],
    announce: (SSHPhase) -> Void
) async throws(SSHError) -> ShownHostKey {
    let session = try SSHSession(to: destination, over: Transport(over: stream))
    defer { session.close() }
    announce(.banner)
    try await session.exchangeBanners(asking: types, allowing: SSHAlgorithms())
    announce(.handshake)
    let key = HostKey(blob: try await session.exchangeKeys())
    let offered = KeyExchangeOffer(packet: session.transport.opening)?.hostKeyAlgorithms ?? []
    return ShownHostKey(
        key: key, types: LibSSH2.types(of: offered.filter(LibSSH2.hostKeyAlgorithms.contains)))
}
