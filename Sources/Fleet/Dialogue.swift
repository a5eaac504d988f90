/// What a mail client would have seen: one connection from the coordinator to one service of a host.
package struct Dialogue: Sendable, Equatable, Codable {
    package var vantage: Vantage
    package var service: MailService
    package var address: String
    package var port: Port
    package var reach: Reach
    /// What TLS came to; nil where it never began.
    package var tls: TLS?
    /// What was said; nil where no byte of the protocol was expected yet.
    package var talk: Talk?
    package var milliseconds: Int

    package init(
        vantage: Vantage, service: MailService, address: String, port: Port, reach: Reach, tls: TLS? = nil,
        talk: Talk? = nil, milliseconds: Int = 0
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

    /// Whether the port could be reached.
    package enum Reach: Sendable, Equatable, Codable {
        case connected
        /// Nothing listens there, or a rule rejects with a reset.
        case refused
        /// No answer in time: a rule drops, or nobody is there.
        case timedOut
        /// The network said so; its words.
        case unreachable(String)
        case nameNotFound(String)
        /// It was not tried, and why.
        case notTried(String)
    }

    /// How the TLS handshake ended, and with what.
    package struct TLS: Sendable, Equatable, Codable {
        /// `TLSv1.3`; nil where the handshake failed.
        package var version: String?
        package var cipher: String?
        /// The chain as it was served, DER, leaf first.
        package var chain: [[UInt8]]
        /// Why the handshake failed; nil where it did not.
        package var failure: String?

        /// The `failure` of a server that closed the connection in place of an answer, as Dovecot does with a certificate
        /// that it cannot load, or without its auth process.
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
            // Older records may hold what a host called its port. It must not make the others unreadable.
            port: Port(nearest: try line.decode(Int.self, forKey: .port)),
            reach: try line.decode(Reach.self, forKey: .reach), tls: try line.decodeIfPresent(TLS.self, forKey: .tls),
            talk: try line.decodeIfPresent(Talk.self, forKey: .talk),
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

/// The words of a mail dialogue as facts, and its redacted transcript.
package struct Talk: Sendable, Equatable, Codable {
    /// The server's first line; nil where it sent none.
    package var greeting: String?
    /// What it announced before TLS, or at once where TLS came first.
    package var capabilities: [String] = []
    /// What it announced under TLS after STARTTLS.
    package var securedCapabilities: [String] = []
    /// The last stage that was completed.
    package var stage = Stage.connected
    /// How it ended.
    package var ending = Ending.completed
    /// The tagged reply that ended it early, or the server's BYE.
    package var reply: Reply?
    /// Whether a login was proven: a tagged OK to NAMESPACE, since an OK to LOGIN alone proves nothing.
    package var loginProven = false
    /// Whether a credential was sent.
    package var loginTried = false
    /// What was seen of the mailbox; nil where it was not asked for.
    package var mailbox: Mailbox?
    /// What the server said beside the point (`Waiting for authentication process to respond..`), as it came.
    package var notices: [String] = []
    /// The lines that went to and fro, secrets taken out: `C: …`, `S: …`.
    package var transcript: [String] = []

    package init() {}

    package enum Stage: String, Sendable, Codable, CaseIterable {
        case connected, greeted, capable, secured, authenticated, proven
        /// LIST and EXAMINE were answered too, where they were asked for.
        case listed, opened
        case left
    }

    package enum Ending: String, Sendable, Codable, CaseIterable {
        /// To its planned end.
        case completed
        /// The server refused a command: see `reply`.
        case refused
        /// The server said BYE: see `reply`.
        case bye
        /// The server closed the connection without a word.
        case closed
        /// The server fell silent.
        case timedOut
        /// The server did not speak the protocol, or too much.
        case garbled
        /// TLS failed in the middle: see the dialogue's `tls`.
        case tlsFailed = "tls-failed"
        /// The credentials were kept back, as the connection was not under TLS.
        case withheld
        /// The dialogue was cut by the coordinator: an interrupt, or the host's whole budget.
        case cancelled
    }

    /// What LIST and EXAMINE tell; nil where they were not answered.
    package struct Mailbox: Sendable, Equatable, Codable {
        /// How many folders there are at the top.
        package var folders: Int?
        /// How many messages are in the INBOX.
        package var messages: Int?

        package init(folders: Int? = nil, messages: Int? = nil) {
            self.folders = folders
            self.messages = messages
        }
    }

    /// A reply of the server: `NO [AUTHENTICATIONFAILED] Authentication failed.`
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
