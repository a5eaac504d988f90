/// What OpenSSH's configuration says of how a machine is reached, beyond its address, port and user. It holds no secret.
package struct SSHSettings: Sendable, Hashable, Codable {
    /// `IdentityFile`, in order, as absolute paths; none means the usual files.
    package var identityFiles: [String] = []
    /// Whether the usual files are tried: false where `IdentityFile` is set, even if it is `none`.
    package var triesUsualIdentities = true
    /// `IdentitiesOnly`: of the agent's keys only those that `identityFiles` name.
    package var identitiesOnly = false
    /// `IdentityAgent`: the socket's path, or `none`; nil is `$SSH_AUTH_SOCK`.
    package var identityAgent: String?
    /// `HostKeyAlias`: the name to look up in known_hosts.
    package var hostKeyAlias: String?
    /// `UserKnownHostsFile` and `GlobalKnownHostsFile`; nil is OpenSSH's own, an empty list is `none`.
    package var userKnownHosts: [String]?
    package var globalKnownHosts: [String]?
    /// `StrictHostKeyChecking`: true for `accept-new`, false for `yes` and `ask`; nil where nothing says.
    package var acceptsNewHostKeys: Bool?
    /// `ConnectTimeout` in seconds; nil is ours.
    package var connectTimeout: Int?
    /// `AddressFamily`.
    package var addressFamily = AddressFamily.any
    /// `BindAddress`: the address of ours to connect from.
    package var bindAddress: String?
    /// `KexAlgorithms`, `HostKeyAlgorithms`, `Ciphers` and `MACs`, where they are set: the names, in order, with OpenSSH's
    /// `+`, `-` and `^` worked out.
    package var keyExchanges: [String]?
    package var hostKeyAlgorithms: [String]?
    package var ciphers: [String]?
    package var codes: [String]?
    /// `PubkeyAcceptedAlgorithms`, likewise: with what our keys may sign.
    package var publicKeyAlgorithms: [String]?
    /// `PreferredAuthentications` and the switches of its methods, where one is set: of `publickey`,
    /// `keyboard-interactive` and `password` those to try, in order. What else OpenSSH has is left out.
    package var allowedMethods: [String]?
    /// `ProxyCommand`, its tokens expanded: a program whose standard streams are the connection.
    package var proxyCommand: String?

    package init() {}

    package enum AddressFamily: String, Sendable, Codable, CaseIterable { case any, inet, inet6 }
}

/// A machine that SSH goes through on its way to a host (`ProxyJump`).
package struct JumpHost: Sendable, Hashable, Codable {
    /// As it was named: what messages call it.
    package var name: String
    package var address: String
    package var port: Port
    /// The account to log in with; nil is the coordinator's own.
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
