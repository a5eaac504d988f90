/// OpenSSH settings beyond address, port and user (ssh_config(5)), without secrets.
package struct SSHSettings: Sendable, Hashable, Codable {
    /// `IdentityFile`: absolute paths.
    package var identityFiles: [String] = []
    /// False where `IdentityFile` is set, even to `none`.
    package var triesUsualIdentities = true
    /// `IdentitiesOnly`: only the agent keys that `identityFiles` name.
    package var identitiesOnly = false
    /// `IdentityAgent`: a path or `none`; nil is `$SSH_AUTH_SOCK`.
    package var identityAgent: String?
    package var hostKeyAlias: String?
    /// `UserKnownHostsFile`, `GlobalKnownHostsFile`; nil is OpenSSH's default, empty is `none`.
    package var userKnownHosts: [String]?
    package var globalKnownHosts: [String]?
    /// `StrictHostKeyChecking`: true for `accept-new`, false for `yes` and `ask`.
    package var acceptsNewHostKeys: Bool?
    /// `ConnectTimeout` in seconds.
    package var connectTimeout: Int?
    package var addressFamily = AddressFamily.any
    package var bindAddress: String?
    /// `KexAlgorithms`, `HostKeyAlgorithms`, `Ciphers`, `MACs`, with `+`, `-` and `^` resolved.
    package var keyExchanges: [String]?
    package var hostKeyAlgorithms: [String]?
    package var ciphers: [String]?
    package var codes: [String]?
    /// `PubkeyAcceptedAlgorithms`, for user keys.
    package var publicKeyAlgorithms: [String]?
    /// `PreferredAuthentications` and the `…Authentication` switches, reduced to `publickey`, `keyboard-interactive`
    /// and `password`.
    package var allowedMethods: [String]?
    /// `ProxyCommand` with its tokens expanded.
    package var proxyCommand: String?

    package init() {}

    package enum AddressFamily: String, Sendable, Codable, CaseIterable { case any, inet, inet6 }
}

/// A host of `ProxyJump`.
package struct JumpHost: Sendable, Hashable, Codable {
    /// As configured.
    package var name: String
    package var address: String
    package var port: Port
    /// Nil is the coordinator's own account.
    package var user: String?
    package var ssh: SSHSettings

    package init(name: String, address: String, port: Port = 22, user: String? = nil, ssh: SSHSettings = SSHSettings())
    {
        self.name = name
        self.address = address
        self.port = port
        self.user = user
        self.ssh = ssh
    }
}
