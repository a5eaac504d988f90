internal import Fleet

/// A command that logs in, as the lines that are sent one after another, each when the server asks for it.
struct LoginCommand {
    /// One line of it; `shown` is what the transcript tells.
    enum Line {
        case plain(String)
        case secret([UInt8], shown: String)
    }

    let lines: [Line]

    static let mask = "[redacted]"

    /// Whether the server takes any of the ways that are known here.
    static func isOffered(by capabilities: [String]) -> Bool {
        capabilities.contains("AUTH=PLAIN") || !capabilities.contains("LOGINDISABLED")
    }

    /// Picks the way by what the server announced: SASL PLAIN (RFC 4616), with its response at once where the server
    /// takes it (RFC 4959), or LOGIN.
    init(_ credentials: Credentials, tag: String, capabilities: [String]) {
        lines =
            capabilities.contains("AUTH=PLAIN")
            ? Self.plain(credentials, tag: tag, atOnce: capabilities.contains("SASL-IR"))
            : Self.login(credentials, tag: tag)
    }

    private static func plain(_ credentials: Credentials, tag: String, atOnce: Bool) -> [Line] {
        let response = Array(Base64.encode([0] + Array(credentials.user.utf8) + [0] + credentials.password.bytes).utf8)
        let command = "\(tag) AUTHENTICATE PLAIN"
        return atOnce
            ? [.secret(Array("\(command) ".utf8) + response, shown: "\(command) \(mask)")]
            : [.plain(command), .secret(response, shown: mask)]
    }

    /// Sends user and password as literals: they need no quoting, whatever they hold.
    private static func login(_ credentials: Credentials, tag: String) -> [Line] {
        let password = credentials.password.bytes
        return [
            .plain("\(tag) LOGIN {\(credentials.user.utf8.count)}"),
            // The length of a password is nobody's business.
            .secret(Array("\(credentials.user) {\(password.count)}".utf8), shown: "\(credentials.user) {…}"),
            .secret(password, shown: mask),
        ]
    }
}
