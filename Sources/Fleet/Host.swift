/// One mail host of the inventory, without secrets.
package struct Host: Sendable, Equatable, Codable {
    package var name: String
    /// With ancestors, without `all`, sorted.
    package var groups: [String] = []
    /// `ansible_host`, or else the name.
    package var address: String
    package var port: Port = 22
    /// Nil is the coordinator's own account.
    package var user: String?
    /// Nil tries the SSH agent's keys and the default files.
    package var keyFile: String?
    /// From ssh_config, or from SSH arguments in the inventory.
    package var ssh: SSHSettings?
    /// In connection order.
    package var jumps: [JumpHost]?
    /// Nil runs the agent as the login account.
    package var become: Become?
    package var role = Role.mailbox
    package var state = State.inService
    /// The names that certificates must cover. If empty, the inventory name is compared and only warns.
    package var publicNames: [String] = []
    package var publicAddress: String?
    /// If empty: those that the configuration enables, at least one.
    package var services: [MailService] = []
    /// A PEM file on the coordinator.
    package var caFile: String?
    package var probe: ProbeAccount?
    /// Why its variables cannot be honoured. Any reason makes the host `unsupported`.
    package var unsupported: [String] = []

    package init(name: String, address: String? = nil) {
        self.name = name
        self.address = address ?? name
    }

    package enum Role: String, Sendable, Codable, CaseIterable {
        case mailbox
        /// Users are elsewhere: mail location, mail permissions and userdb do not apply.
        case proxy
        /// Needs no IMAP or POP3.
        case lmtp
    }

    /// Decides whether the gate counts the host.
    package enum State: String, Sendable, Codable, CaseIterable {
        case inService = "in-service"
        case drained, maintenance
    }

    /// Privilege escalation on the host.
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

/// The account for login tests; a password is the first line of its file or command.
package struct ProbeAccount: Sendable, Hashable, Codable {
    package var user: String
    /// Nil: the password is not tested.
    package var password: PasswordSource?

    package init(user: String, password: PasswordSource? = nil) {
        self.user = user
        self.password = password
    }

    package enum PasswordSource: Sendable, Hashable, Codable {
        case file(String)
        case command(String)
        case environment(String)
    }
}
