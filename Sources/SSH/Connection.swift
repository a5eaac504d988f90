internal import CLibSSH2
package import Net

/// What a session is opened with: whom to trust and what to show.
package struct SSHOptions: Sendable {
    package let hostKeys: HostKeys
    /// The keys to log in with, in the order in which they are offered.
    package let identities: [SSHIdentity]
    package let algorithms: SSHAlgorithms
    /// Of the methods to log in by those that are allowed, in that order; nil: all, in the host's order.
    package var methods: [String]?
    /// The password to log in with where the keys do not do; nil: none is known.
    package var password: SSHPassword?
    /// Who is asked what only a person can answer, as a one-time code; nil: nobody is there.
    package var asker: SSHAsker?
    /// Whether that person is asked for what may be a password too. A host chooses its words, and may have been taken over.
    package var forwardsPasswordPrompts = true
    /// How a password would be given, for a login that failed for want of one.
    package var passwordAdvice = "a password is given by --ask-pass or ansible_password"
    /// Awaited once the host has said its first word, and before anything is done about it.
    package var answered: @Sendable () async -> Void = {}

    package init(hostKeys: HostKeys, identities: [SSHIdentity], algorithms: SSHAlgorithms = SSHAlgorithms()) {
        self.hostKeys = hostKeys
        self.identities = identities
        self.algorithms = algorithms
    }
}

/// The algorithms to allow, in the order of preference; nil allows what this libssh2 has, in our order.
package struct SSHAlgorithms: Sendable {
    let keyExchanges: [String]?
    let hostKeys: [String]?
    let ciphers: [String]?
    let codes: [String]?
    /// What keys may log in with.
    let signatures: [String]?

    package init(
        keyExchanges: [String]? = nil, hostKeys: [String]? = nil, ciphers: [String]? = nil, codes: [String]? = nil,
        signatures: [String]? = nil
    ) {
        self.keyExchanges = keyExchanges
        self.hostKeys = hostKeys
        self.ciphers = ciphers
        self.codes = codes
        self.signatures = signatures
    }
}

/// Speaks SSH over a stream: verifies the host, logs in, and hands the session to `body`, closing it afterwards.
///
/// The stream stays open: it belongs to the caller. `announce` is called as each phase begins. There are no deadlines
/// here; cancelling the task ends any wait. Throws `SSHError`, and whatever `body` throws.
package func withSSHSession<Result>(
    over stream: any ByteStream, to destination: SSHDestination, options: SSHOptions,
    announce: @escaping (SSHPhase) -> Void = { _ in },
    _ body: (SSHSession) async throws -> Result
) async throws -> Result {
    let session = try SSHSession(to: destination, over: Transport(over: stream))
    defer { session.close() }
    announce(.banner)
    try await session.exchangeBanners(
        asking: options.hostKeys.keyTypes(of: destination), allowing: options.algorithms)
    await options.answered()
    announce(.handshake)
    try options.hostKeys.verify(try await session.exchangeKeys(), of: destination)
    session.transport.phase = .authenticating
    announce(.authenticating)
    try await Login(session, options, announce).run()
    announce(.open)
    return try await body(session)
}
