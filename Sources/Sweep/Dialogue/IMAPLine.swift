internal import Fleet

/// One line of an IMAP server (RFC 9051, section 7).
enum IMAPLine: Equatable {
    /// The answer to the command with this tag.
    case tagged(String, Talk.Reply)
    /// `* OK`, `* NO`, `* BAD`, `* PREAUTH` or `* BYE`.
    case status(Talk.Reply)
    case capabilities([String])
    /// A folder: `* LIST (\HasNoChildren) "/" INBOX`.
    case folder
    /// How many messages a mailbox holds: `* 12 EXISTS`.
    case messages(Int)
    /// Other data: `* NAMESPACE …`.
    case data
    /// The server waits for the rest of a command.
    case continuation

    /// Nil where the line is none that IMAP knows.
    init?(_ line: String) {
        let words = cut(line).map(String.init)
        switch words[0] {
        case "*":
            guard words.count > 1 else { return nil }
            self.init(untagged: words[1])
        case "+": self = .continuation
        default:
            guard words.count > 1, let reply = Talk.Reply(imap: words[1]), ["OK", "NO", "BAD"].contains(reply.status)
            else { return nil }
            self = .tagged(words[0], reply)
        }
    }

    private init(untagged text: String) {
        if let reply = Talk.Reply(imap: text) {
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

/// The first word, and what follows the blank after it, if there is one.
private func cut(_ line: String) -> [Substring] {
    line.utf8.split(separator: UInt8(ascii: " "), maxSplits: 1, omittingEmptySubsequences: false).map { Substring($0) }
}

extension Talk.Reply {
    private static let statuses: Set = ["OK", "NO", "BAD", "PREAUTH", "BYE"]

    /// Reads `NO [AUTHENTICATIONFAILED] Authentication failed.`; nil where it begins with no status.
    init?(imap text: String) {
        let words = cut(text)
        let status = words[0].uppercased()
        guard Self.statuses.contains(status) else { return nil }
        self.init(status: status, saying: words.count > 1 ? words[1] : "")
    }

    /// Takes the response code (RFC 5530; RFC 2449 in POP3) off the text; its arguments are dropped.
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
