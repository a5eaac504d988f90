/// A mail service, by the name of Dovecot's listener.
package enum MailService: String, Sendable, Codable, CaseIterable {
    case imap, imaps, pop3, pop3s

    /// As registered with IANA.
    package var port: Port {
        switch self {
        case .imap: 143
        case .imaps: 993
        case .pop3: 110
        case .pop3s: 995
        }
    }

    /// TLS from the first byte (RFC 8314).
    package var isImplicitTLS: Bool { self == .imaps || self == .pop3s }

    package var isIMAP: Bool { self == .imap || self == .imaps }
}
