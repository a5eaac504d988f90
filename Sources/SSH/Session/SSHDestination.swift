/// Where to log in.
package struct SSHDestination: Sendable, Equatable {
    package let host: String
    package let port: Int
    package let user: String
    /// `HostKeyAlias`.
    package let alias: String?

    package init(host: String, port: Int = 22, user: String, alias: String? = nil) {
        self.host = host
        self.port = port
        self.user = user
        self.alias = alias
    }

    /// The entry to look up in known_hosts; an alias ignores the port.
    var known: (host: String, port: Int) { alias.map { ($0, 22) } ?? (host, port) }
}
