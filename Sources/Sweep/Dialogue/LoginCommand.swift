internal import Fleet

/// A login command. Each line is sent when the server asks for it.
struct LoginCommand {
    enum Line {
        case plain(String)
        case secret([UInt8], shown: String)
    }

    let lines: [Line]

    static let mask = "[redacted]"

    static func isOffered(by capabilities: [String]) -> Bool {
        capabilities.contains("AUTH=PLAIN") || !capabilities.contains("LOGINDISABLED")
    }

    /// SASL PLAIN (RFC 4616) if announced, with an initial response where possible (RFC 4959), or else LOGIN.
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

    private static func login(_ credentials: Credentials, tag: String) -> [Line] {
        let password = credentials.password.bytes
        return [
            .plain("\(tag) LOGIN {\(credentials.user.utf8.count)}"),
            // The transcript must not reveal the password's length.
            .secret(Array("\(credentials.user) {\(password.count)}".utf8), shown: "\(credentials.user) {…}"),
            .secret(password, shown: mask),
        ]
    }
}
