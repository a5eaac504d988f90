internal import Fleet

/// The shared part of the IMAP and POP3 dialogues.
struct Conversation {
    private(set) var talk = MailSession()
    private var lines = LineBuffer()
    private var actions: [MailDialogue.Action] = []
    private let redactor: Redactor
    private(set) var isOver = false

    init(redactor: Redactor) {
        self.redactor = redactor
    }

    // MARK: Input

    mutating func receive(_ bytes: [UInt8]) {
        lines.append(bytes)
    }

    /// The next complete line, after it is in the transcript.
    mutating func nextLine() -> String? {
        guard !isOver else { return nil }
        do {
            guard let line = try lines.nextLine() else { return nil }
            let text = clean(line)
            talk.transcript.append("S: \(text)")
            return text
        } catch {
            finish(.garbled)
            return nil
        }
    }

    var hasMore: Bool { !lines.rest.isEmpty }

    private func clean(_ bytes: [UInt8]) -> String {
        String(fromHost: redactor.clean(bytes))
    }

    // MARK: Output

    mutating func send(_ line: String) {
        talk.transcript.append("C: \(line)")
        actions.append(.send(Array("\(line)\r\n".utf8)))
    }

    mutating func send(secret line: [UInt8], shownAs shown: String) {
        talk.loginTried = true
        talk.transcript.append("C: \(shown)")
        actions.append(.sendSecret(Secret(line + Array("\r\n".utf8))))
    }

    /// Plaintext bytes after the server's consent are an injection (CVE-2011-0411) or a confused server.
    mutating func startTLS() {
        if hasMore { finish(.garbled) } else { actions.append(.startTLS) }
    }

    mutating func requestLoginPermission() {
        actions.append(.requestLoginPermission)
    }

    mutating func takeActions() -> [MailDialogue.Action] {
        defer { actions = [] }
        return actions
    }

    // MARK: Facts

    mutating func note(greeting: String) { talk.greeting = greeting }
    mutating func note(capabilities: [String]) { talk.capabilities = capabilities }
    mutating func note(securedCapabilities: [String]) { talk.securedCapabilities = securedCapabilities }
    mutating func note(notice: String) { talk.notices.append(notice) }
    mutating func note(mailbox: MailSession.Mailbox) { talk.mailbox = mailbox }
    mutating func reach(_ stage: MailSession.Stage) { talk.stage = stage }
    mutating func proveLogin() { talk.loginProven = true }

    /// The ending before the goodbye is sent. The first call counts.
    mutating func end(as ending: MailSession.Ending, reply: MailSession.Reply? = nil) {
        guard talk.ending == .completed else { return }
        talk.ending = ending
        talk.reply = reply
    }

    /// A dialogue that ended early keeps its stage.
    mutating func left() {
        if talk.ending == .completed { reach(.left) }
        finish()
    }

    mutating func finish(_ ending: MailSession.Ending = .completed, reply: MailSession.Reply? = nil) {
        guard !isOver else { return }
        end(as: ending, reply: reply)
        isOver = true
        actions.append(.finish)
    }

    /// Keeps an incomplete last line.
    mutating func streamEnded(_ ending: MailSession.Ending) {
        guard !isOver else { return }
        if hasMore { talk.transcript.append("S: \(clean(lines.rest))") }
        finish(ending)
    }
}
