/// A look from outside that a check of the operator's asks for: one connection to a port, as a client comes.
package struct OutsideLook: Sendable, Equatable {
    package var name: ProbeName
    package var port: Port
    /// Whether TLS comes with the first byte.
    package var isTLS = false
    /// What is asked for by SNI, and compared with the certificate; nil is the host's public name.
    package var serverName: String?
    /// Its time limit.
    package var seconds: Int

    package init(
        name: ProbeName, port: Port, isTLS: Bool = false, serverName: String? = nil, seconds: Int
    ) {
        self.name = name
        self.port = port
        self.isTLS = isTLS
        self.serverName = serverName
        self.seconds = seconds
    }

    /// What came of it, as the record keeps it.
    package struct Answer: Sendable, Equatable, Codable {
        package var reach: Dialogue.Reach
        package var tls: Dialogue.TLS?
        /// The server's first line, of which 512 bytes are kept; nil where it said nothing in time.
        package var greeting: String?

        package init(reach: Dialogue.Reach, tls: Dialogue.TLS? = nil, greeting: String? = nil) {
            self.reach = reach
            self.tls = tls
            self.greeting = greeting
        }
    }
}
