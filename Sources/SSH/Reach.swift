package import Net

extension Reactor {
    /// Resolves a host's name, connects and opens a session: all that stands between an inventory's line and a command.
    ///
    /// `announce` is called as each phase begins. Throws `SSHError`, whose kind is the contract's word for what became
    /// of the host, and whatever `body` throws.
    package func withSSHSession<Result>(
        to destination: SSHDestination, options: SSHOptions, from origin: Origin = Origin(),
        announce: @escaping (SSHPhase) -> Void = { _ in },
        _ body: (SSHSession) async throws -> Result
    ) async throws -> Result {
        announce(.resolving)
        let addresses = try await connecting { () async throws(NetError) in
            try origin.reachable(among: try await resolve(destination.host, port: destination.port))
        }
        announce(.connecting)
        var isConnected = false
        do {
            return try await withStream(to: addresses, from: origin, acknowledgesAtOnce: true) { stream in
                isConnected = true
                return try await SSH.withSSHSession(
                    over: stream, to: destination, options: options, announce: announce, body)
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
    /// Our address as the host sees it and writes it into its logs; nil through another host.
    package var localAddress: SocketAddress? {
        (transport.stream as? SocketStream)?.localAddress
    }
}
