/// One mail host of the inventory: how it is reached, and what is expected of it. It holds no secret.
package struct Host: Sendable, Equatable, Codable {
    /// Its name in the inventory, which is its identity in every report.
    package var name: String
    /// All its groups, ancestors too, without `all`, sorted.
    package var groups: [String] = []
    /// Where SSH connects: `ansible_host`, else the name.
    package var address: String
    package var port: Port = 22
    /// The account to log in with; nil is the coordinator's own.
    package var user: String?
    /// The private key file to log in with; nil tries the SSH agent's and the usual files.
    package var keyFile: String?
    /// What OpenSSH's configuration, or its arguments in the inventory, say beyond that; nil where they say nothing.
    package var ssh: SSHSettings?
    /// The hosts to go through, the first one first; nil is straight.
    package var jumps: [JumpHost]?
    /// How the agent gets its privileges; nil runs it as the account that logged in.
    package var become: Become?
    package var role = Role.mailbox
    package var state = State.inService
    /// The names that clients connect to and certificates must cover; none compares the inventory name and only warns.
    package var publicNames: [String] = []
    /// Where `outside` probes connect; nil is `address`.
    package var publicAddress: String?
    /// The services that must be there; none means what the configuration promises, and at least one.
    package var services: [MailService] = []
    /// An authority in PEM to trust beside the system's, on the coordinator.
    package var caFile: String?
    package var probe: ProbeAccount?
    /// What its variables ask for that cannot be honoured, a sentence each: such a host is `unsupported`.
    package var unsupported: [String] = []

    package init(name: String, address: String? = nil) {
        self.name = name
        self.address = address ?? name
    }

    /// What the host is for.
    package enum Role: String, Sendable, Codable, CaseIterable {
        case mailbox
        /// Users live elsewhere: mail location, permissions of mail and userdb do not apply.
        case proxy
        /// No IMAP or POP3 is asked of it.
        case lmtp
    }

    /// Whether the gate counts it.
    package enum State: String, Sendable, Codable, CaseIterable {
        case inService = "in-service"
        case drained, maintenance
    }

    /// How a command on the host gains privileges.
    package struct Become: Sendable, Equatable, Codable {
        package var method: Method
        package var user: String

        package init(method: Method = .sudo, user: String = "root") {
            self.method = method
            self.user = user
        }

        package enum Method: String, Sendable, Codable, CaseIterable { case sudo, doas }
    }
}

/// The account that logins are tested with, and where its password comes from on the coordinator.
package struct ProbeAccount: Sendable, Hashable, Codable {
    package var user: String
    /// nil: the account is looked up, and its password not tested.
    package var password: PasswordSource?

    package init(user: String, password: PasswordSource? = nil) {
        self.user = user
        self.password = password
    }

    package enum PasswordSource: Sendable, Hashable, Codable {
        /// The first line of a file.
        case file(String)
        /// The first line that a command prints.
        case command(String)
        /// The value of an environment variable of the coordinator.
        case environment(String)
    }
}
