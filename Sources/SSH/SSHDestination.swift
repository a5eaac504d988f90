/// Whom to reach: the name under which known_hosts has the host, its port, and who to log in as.
package struct SSHDestination: Sendable, Equatable {
    package let host: String
    package let port: Int
    package let user: String
    /// `HostKeyAlias`: what known_hosts calls it, whatever its port.
    package let alias: String?

    package init(host: String, port: Int = 22, user: String, alias: String? = nil) {
        self.host = host
        self.port = port
        self.user = user
        self.alias = alias
    }

    /// The name and the port under which known_hosts has it.
    var known: (host: String, port: Int) { alias.map { ($0, 22) } ?? (host, port) }
}
