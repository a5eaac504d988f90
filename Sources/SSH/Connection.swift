internal import CLibSSH2
package import Net

/// What a session is opened with: whom to trust and what to show.
package struct SSHOptions: Sendable {
    /// The keys to log in with, in the order in which they are offered.
    package var identities: [SSHIdentity]

    package init(identities: [SSHIdentity]) {
        self.identities = identities
    }
}

/// Speaks SSH over a stream: verifies the host, logs in, and hands the session to `body`, closing it afterwards.
///
/// The stream stays open: it belongs to the caller. `announce` is called as each phase begins. There are no deadlines
/// here; cancelling the task ends any wait. Throws `SSHError`, and whatever `body` throws.
package func withSSHSession<Result>(
    over stream: any ByteStream, to destination: SSHDestination, options: SSHOptions,
    announce: (SSHPhase) -> Void = { _ in },
    _ body: (SSHSession) async throws -> Result
) async throws -> Result {
    let session = try SSHSession(to: destination, over: Transport(over: stream))
    defer { session.close() }
    announce(.banner)
    try await session.exchangeBanners()
    announce(.handshake)
    try await session.exchangeKeys()
    announce(.authenticating)
    try await session.authenticate(with: options.identities)
    announce(.open)
    return try await body(session)
}
