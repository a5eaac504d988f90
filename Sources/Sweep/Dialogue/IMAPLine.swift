internal import Fleet

/// A line from an IMAP server (RFC 9051, section 7).
enum IMAPLine: Equatable {
    case tagged(String, MailSession.Reply)
    /// `* OK`, `* NO`, `* BAD`, `* PREAUTH` or `* BYE`.
    case status(MailSession.Reply)
    case capabilities([String])
    /// `* LIST (\HasNoChildren) "/" INBOX`
    case folder
    /// `* 12 EXISTS`
    case messages(Int)
    case data
    case continuation

    init?(_ line: String) {
        let words = cut(line).map(String.init)
        switch words[0] {
        case "*":
            guard words.count > 1 else { return nil }
            self.init(untagged: words[1])
        case "+": self = .continuation
        default:
            guard words.count > 1, let reply = MailSession.Reply(imap: words[1]),
                ["OK", "NO", "BAD"].contains(reply.status)
            else { return nil }
            self = .tagged(words[0], reply)
        }
    }

    private init(untagged text: String) {
        if let reply = MailSession.Reply(imap: text) {
            self = .status(reply)
        } else if text.prefix(11).uppercased() == "CAPABILITY " {
            let names = text.utf8.dropFirst(11).split(separator: UInt8(ascii: " "))
            self = .capabilities(names.map { Substring($0).uppercased() })
        } else if text.prefix(5).uppercased() == "LIST " {
            self = .folder
        } else if text.uppercased().hasSuffix(" EXISTS"), let count = number(text.dropLast(7), in: 0...4_294_967_295) {
            self = .messages(count)
        } else {
            self = .data
        }
    }
}

private func cut(_ line: String) -> [Substring] {
    line.utf8.split(separator: UInt8(ascii: " "), maxSplits: 1, omittingEmptySubsequences: false).map { Substring($0) }
}

extension MailSession.Reply {
    private static let statuses: Set = ["OK", "NO", "BAD", "PREAUTH", "BYE"]

    /// Parses `NO [AUTHENTICATIONFAILED] Authentication failed.`
    init?(imap text: String) {
        let words = cut(text)
        let status = words[0].uppercased()
        guard Self.statuses.contains(status) else { return nil }
        self.init(status: status, saying: words.count > 1 ? words[1] : "")
    }

    /// Splits off the response code (RFC 5530; RFC 2449 in POP3) and drops its arguments.
    init(status: String, saying text: Substring) {
        let bytes = text.utf8
        guard bytes.first == UInt8(ascii: "["), let end = bytes.firstIndex(of: UInt8(ascii: "]")) else {
            self.init(status: status, code: nil, text: String(text))
            return
        }
        let code = bytes[..<end].dropFirst().split(separator: UInt8(ascii: " ")).first
        let rest = bytes[bytes.index(after: end)...]
        self.init(
            status: status, code: code.map { Substring($0).uppercased() },
            text: String(Substring(rest.first == UInt8(ascii: " ") ? rest.dropFirst() : rest)))
    }
}
