internal import CLibSSH2
package import Net

/// How to open a session.
package struct SSHOptions: Sendable {
    package let hostKeys: HostKeys
    /// In the order of their offers.
    package let identities: [SSHIdentity]
    package let algorithms: SSHAlgorithms
    /// `PreferredAuthentications`; nil: all methods, in the host's order.
    package var methods: [String]?
    package var password: SSHPassword?
    /// Asks the user, as for a one-time code; nil: no user is present.
    package var asker: SSHAsker?
    /// Whether `asker` also gets prompts that may be for a password. A compromised host chooses its prompts.
    package var forwardsPasswordPrompts = true
    package var passwordAdvice = "give a password with --ask-pass or ansible_password"
    /// Awaited after the host's banner.
    package var answered: @Sendable () async -> Void = {}

    package init(hostKeys: HostKeys, identities: [SSHIdentity], algorithms: SSHAlgorithms = SSHAlgorithms()) {
        self.hostKeys = hostKeys
        self.identities = identities
        self.algorithms = algorithms
    }
}

/// The allowed algorithms, in order of preference; nil: all of libssh2's.
package struct SSHAlgorithms: Sendable {
    let keyExchanges: [String]?
    let hostKeys: [String]?
    let ciphers: [String]?
    let codes: [String]?
    /// `PubkeyAcceptedAlgorithms`.
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

/// Verifies the host, logs in, and closes the session after `body`; the stream stays open.
///
/// `announce` is called as each phase begins. There are no deadlines: cancel the task to end a wait. Throws `SSHError`.
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
