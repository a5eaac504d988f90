/// Whom to reach: the name under which known_hosts has the host, its port, and who to log in as.
package struct SSHDestination: Sendable, Equatable {
    package let host: String
    package let port: Int
    package let user: String

    package init(host: String, port: Int = 22, user: String) {
        self.host = host
        self.port = port
        self.user = user
    }
}
