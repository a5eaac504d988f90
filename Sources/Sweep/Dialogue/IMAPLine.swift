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
        let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
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
            self = .capabilities(text.dropFirst(11).split(separator: " ").map { $0.uppercased() })
        } else if text.prefix(5).uppercased() == "LIST " {
            self = .folder
        } else if text.uppercased().hasSuffix(" EXISTS"), let count = Int(text.dropLast(7)) {
            self = .messages(count)
        } else {
            self = .data
        }
    }
}

extension Talk.Reply {
    private static let statuses: Set = ["OK", "NO", "BAD", "PREAUTH", "BYE"]

    /// Reads `NO [AUTHENTICATIONFAILED] Authentication failed.`; nil where it begins with no status.
    init?(imap text: String) {
        let words = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        let status = words[0].uppercased()
        guard Self.statuses.contains(status) else { return nil }
        self.init(status: status, saying: words.count > 1 ? words[1] : "")
    }

    /// Takes the response code (RFC 5530; RFC 2449 in POP3) off the text; its arguments are dropped.
    init(status: String, saying text: Substring) {
        guard text.first == "[", let end = text.firstIndex(of: "]") else {
            self.init(status: status, code: nil, text: String(text))
            return
        }
        let code = text[text.index(after: text.startIndex)..<end].split(separator: " ").first
        let rest = text[text.index(after: end)...]
        self.init(
            status: status, code: code.map { $0.uppercased() },
            text: String(rest.first == " " ? rest.dropFirst() : rest))
    }
}
