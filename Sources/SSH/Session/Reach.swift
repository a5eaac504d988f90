package import Net

extension Reactor {
    /// Resolves a host's name, connects and opens an SSH session; throws `SSHError`.
    package func withSSHSession<Result>(
        to destination: SSHDestination, options: SSHOptions, from origin: Origin = Origin(),
        announce: @escaping (SSHPhase) -> Void = { _ in },
        _ body: (SSHSession) async throws -> Result
    ) async throws -> Result {
        try await withStream(to: destination, from: origin, announce: announce) { stream in
            try await SSH.withSSHSession(over: stream, to: destination, options: options, announce: announce, body)
        }
    }

    /// Resolves a host's name and connects; throws `SSHError`.
    package func withStream<Result>(
        to destination: SSHDestination, from origin: Origin = Origin(), announce: (SSHPhase) -> Void,
        _ body: (SocketStream) async throws -> Result
    ) async throws -> Result {
        announce(.resolving)
        let addresses = try await connecting { () async throws(NetError) in
            try origin.reachable(among: try await resolve(destination.host, port: destination.port))
        }
        announce(.connecting)
        var isConnected = false
        do {
            return try await withStream(to: addresses, from: origin, usesQuickAck: true) { stream in
                isConnected = true
                return try await body(stream)
            }
        } catch let error as NetError where !isConnected {
            throw SSHError(connecting: error)
        }
    }
}

private func connecting<Value>(_ body: () async throws(NetError) -> Value) async throws(SSHError) -> Value {
    do {
        return try await body()
    } catch {
        throw SSHError(connecting: error)
    }
}

extension SSHSession {
    /// As the host logs it; nil behind a jump host.
    package var localAddress: SocketAddress? {
        (transport.stream as? SocketStream)?.localAddress
    }
}
