/// A connection from outside for an operator's own check.
package struct OutsideLook: Sendable, Equatable {
    package var name: ProbeName
    package var port: Port
    /// TLS from the first byte.
    package var isTLS = false
    /// For SNI and the certificate; nil is the host's public name.
    package var serverName: String?
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

    /// The result, as stored in the record.
    package struct Answer: Sendable, Equatable, Codable {
        package var reach: Dialogue.Reach
        package var tls: Dialogue.TLS?
        /// The first line, at most 512 bytes.
        package var greeting: String?

        package init(reach: Dialogue.Reach, tls: Dialogue.TLS? = nil, greeting: String? = nil) {
            self.reach = reach
            self.tls = tls
            self.greeting = greeting
        }
    }
}
