internal import Fleet

/// What the dialogues in IMAP and POP3 share: the lines that come, the actions that go, and the facts as they gather.
struct Conversation {
    private(set) var talk = Talk()
    private var lines = LineBuffer()
    private var actions: [MailDialogue.Action] = []
    private let redactor: Redactor
    private(set) var isOver = false

    init(redactor: Redactor) {
        self.redactor = redactor
    }

    // MARK: What comes

    mutating func receive(_ bytes: [UInt8]) {
        lines.append(bytes)
    }

    /// The next complete line, already in the transcript; nil until more has come, or when all is over.
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

    /// Whether the server has said more than has been looked at.
    var hasMore: Bool { !lines.rest.isEmpty }

    /// Text that no secret is in, even where the server says it back to us; bytes that are no UTF-8 become U+FFFD.
    private func clean(_ bytes: [UInt8]) -> String {
        String(decoding: redactor.clean(bytes), as: UTF8.self)
    }

    // MARK: What goes

    mutating func send(_ line: String) {
        talk.transcript.append("C: \(line)")
        actions.append(.send(Array("\(line)\r\n".utf8)))
    }

    /// Sends a line that holds a credential, and shows another in the transcript.
    mutating func send(secret line: [UInt8], shownAs shown: String) {
        talk.loginTried = true
        talk.transcript.append("C: \(shown)")
        actions.append(.sendSecret(Secret(line + Array("\r\n".utf8))))
    }

    /// Asks for the handshake; what came after the server's consent and before it is no part of TLS.
    ///
    /// Bytes there are an injection (CVE-2011-0411), or a server that did not understand: nothing more is believed.
    mutating func startTLS() {
        if hasMore { finish(.garbled) } else { actions.append(.startTLS) }
    }

    mutating func askLeave() {
        actions.append(.askLeave)
    }

    /// Gives what is to be done, once.
    mutating func takeActions() -> [MailDialogue.Action] {
        defer { actions = [] }
        return actions
    }

    // MARK: Facts

    mutating func note(greeting: String) { talk.greeting = greeting }
    mutating func note(capabilities: [String]) { talk.capabilities = capabilities }
    mutating func note(securedCapabilities: [String]) { talk.securedCapabilities = securedCapabilities }
    mutating func note(notice: String) { talk.notices.append(notice) }
    mutating func note(mailbox: Talk.Mailbox) { talk.mailbox = mailbox }
    mutating func reach(_ stage: Talk.Stage) { talk.stage = stage }
    mutating func proveLogin() { talk.loginProven = true }

    /// Says how it ended, where a goodbye is still to be said; the first word on it stands.
    mutating func end(as ending: Talk.Ending, reply: Talk.Reply? = nil) {
        guard talk.ending == .completed else { return }
        talk.ending = ending
        talk.reply = reply
    }

    /// The goodbye was answered. A dialogue that was ended early keeps the stage that it had come to.
    mutating func left() {
        if talk.ending == .completed { reach(.left) }
        finish()
    }

    /// Ends the dialogue at once.
    mutating func finish(_ ending: Talk.Ending = .completed, reply: Talk.Reply? = nil) {
        guard !isOver else { return }
        end(as: ending, reply: reply)
        isOver = true
        actions.append(.finish)
    }

    /// The stream has ended, of itself or because somebody waited too long; what came of a last line is kept.
    mutating func streamEnded(_ ending: Talk.Ending) {
        guard !isOver else { return }
        if hasMore { talk.transcript.append("S: \(clean(lines.rest))") }
        finish(ending)
    }
}
