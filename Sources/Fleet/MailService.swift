/// A mail service that clients connect to, by the name that Dovecot's listeners bear.
package enum MailService: String, Sendable, Codable, CaseIterable {
    case imap, imaps, pop3, pop3s

    /// The port that IANA registered for it.
    package var port: Port {
        switch self {
        case .imap: 143
        case .imaps: 993
        case .pop3: 110
        case .pop3s: 995
        }
    }

    /// Whether TLS begins with the first byte (RFC 8314), not by a command.
    package var isImplicitTLS: Bool { self == .imaps || self == .pop3s }

    /// Whether it speaks IMAP rather than POP3.
    package var isIMAP: Bool { self == .imap || self == .imaps }
}
