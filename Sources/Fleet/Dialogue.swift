/// One connection from the coordinator to one mail service of a host.
package struct Dialogue: Sendable, Equatable, Codable {
    package var vantage: Vantage
    package var service: MailService
    package var address: String
    package var port: Port
    package var reach: Reach
    /// Nil where no handshake began.
    package var tls: TLS?
    /// Nil where the protocol did not begin.
    package var talk: MailSession?
    package var milliseconds: Int

    package init(
        vantage: Vantage, service: MailService, address: String, port: Port, reach: Reach, tls: TLS? = nil,
        talk: MailSession? = nil, milliseconds: Int = 0
    ) {
        self.vantage = vantage
        self.service = service
        self.address = address
        self.port = port
        self.reach = reach
        self.tls = tls
        self.talk = talk
        self.milliseconds = milliseconds
    }

    package enum Reach: Sendable, Equatable, Codable {
        case connected
        /// No listener, or a firewall rejects with a reset.
        case refused
        /// A firewall drops the packets, or the address is unused.
        case timedOut
        /// The network's error text.
        case unreachable(String)
        case nameNotFound(String)
        /// The reason.
        case notTried(String)
    }

    /// The result of a TLS handshake.
    package struct TLS: Sendable, Equatable, Codable {
        /// `TLSv1.3`; nil where the handshake failed.
        package var version: String?
        package var cipher: String?
        /// DER, leaf first, as served.
        package var chain: [[UInt8]]
        package var failure: String?

        /// The `failure` where the server closes the connection instead. Dovecot does so without a loadable certificate
        /// or an auth process.
        package static let hungUp = "the server closed the connection instead of answering the TLS handshake"

        package init(version: String?, cipher: String?, chain: [[UInt8]], failure: String? = nil) {
            self.version = version
            self.cipher = cipher
            self.chain = chain
            self.failure = failure
        }
    }
}

extension Dialogue {
    package init(from decoder: any Decoder) throws {
        let line = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            vantage: try line.decode(Vantage.self, forKey: .vantage),
            service: try line.decode(MailService.self, forKey: .service),
            address: try line.decode(String.self, forKey: .address),
            // Older records may hold any number.
            port: Port(nearest: try line.decode(Int.self, forKey: .port)),
            reach: try line.decode(Reach.self, forKey: .reach), tls: try line.decodeIfPresent(TLS.self, forKey: .tls),
            talk: try line.decodeIfPresent(MailSession.self, forKey: .talk),
            milliseconds: try line.decode(Int.self, forKey: .milliseconds))
    }
}

extension Dialogue.TLS {
    private enum Key: String, CodingKey { case version, cipher, chain, failure }

    package func encode(to encoder: any Encoder) throws {
        var line = encoder.container(keyedBy: Key.self)
        try line.encodeIfPresent(version, forKey: .version)
        try line.encodeIfPresent(cipher, forKey: .cipher)
        try line.encode(chain.map(Base64.encode), forKey: .chain)
        try line.encodeIfPresent(failure, forKey: .failure)
    }

    package init(from decoder: any Decoder) throws {
        let line = try decoder.container(keyedBy: Key.self)
        self.init(
            version: try line.decodeIfPresent(String.self, forKey: .version),
            cipher: try line.decodeIfPresent(String.self, forKey: .cipher),
            chain: try line.decode([String].self, forKey: .chain).map { Base64.decode($0) ?? [] },
            failure: try line.decodeIfPresent(String.self, forKey: .failure))
    }
}

/// The facts of a mail dialogue, and its redacted transcript.
package struct MailSession: Sendable, Equatable, Codable {
    package var greeting: String?
    /// Announced before TLS, or at once with implicit TLS.
    package var capabilities: [String] = []
    /// Announced after STARTTLS.
    package var securedCapabilities: [String] = []
    /// The last completed stage.
    package var stage = Stage.connected
    package var ending = Ending.completed
    /// The tagged reply or BYE that ended the dialogue early.
    package var reply: Reply?
    /// A tagged OK to NAMESPACE. An OK to LOGIN alone proves nothing.
    package var loginProven = false
    package var loginTried = false
    package var mailbox: Mailbox?
    /// Untagged messages such as `Waiting for authentication process to respond..`.
    package var notices: [String] = []
    /// `C: …` and `S: …` lines without secrets.
    package var transcript: [String] = []

    package init() {}

    package enum Stage: String, Sendable, Codable, CaseIterable {
        case connected, greeted, capable, secured, authenticated, proven
        case listed, opened
        case left
    }

    package enum Ending: String, Sendable, Codable, CaseIterable {
        case completed
        case refused
        case bye
        case closed
        case timedOut
        /// A protocol error, or too much data.
        case garbled
        case tlsFailed = "tls-failed"
        /// The password must not go to this server.
        case withheld
        /// By the coordinator: an interrupt, or the host's time budget ran out.
        case cancelled
    }

    package struct Mailbox: Sendable, Equatable, Codable {
        package var folders: Int?
        package var messages: Int?

        package init(folders: Int? = nil, messages: Int? = nil) {
            self.folders = folders
            self.messages = messages
        }
    }

    package struct Reply: Sendable, Equatable, Codable {
        /// `OK`, `NO`, `BAD`, `BYE`, `+OK`, `-ERR`.
        package var status: String
        /// The response code without its arguments (RFC 5530): `AUTHENTICATIONFAILED`.
        package var code: String?
        package var text: String

        package init(status: String, code: String?, text: String) {
            self.status = status
            self.code = code
            self.text = text
        }
    }
}
