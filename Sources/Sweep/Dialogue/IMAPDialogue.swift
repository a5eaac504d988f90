internal import Fleet

/// The client side of IMAP (RFC 9051), for a login test.
struct IMAPDialogue {
    private enum State {
        case awaitingGreeting
        case awaitingCapabilities
        case awaitingConsentToTLS
        case awaitingHandshake
        case awaitingLeave
        case awaitingLogin(rest: ArraySlice<LoginCommand.Line>)
        case awaitingRefusal
        case awaitingNamespace
        case awaitingFolders
        case awaitingMailbox
        case awaitingGoodbye
    }

    var conversation: Conversation
    private var state = State.awaitingGreeting
    private var isSecured: Bool
    private var isStartTLS = false
    private var isAuthenticated = false
    /// A reply received before the driver takes the password answers something else.
    private var isSecretPending = false
    private var commands = 0
    private var capabilities: [String] = []
    private let credentials: Credentials?
    private let mayLogInInClear: Bool
    private let opensMailbox: Bool
    private var mailbox = MailSession.Mailbox()

    init(
        _ conversation: Conversation, isSecured: Bool, credentials: Credentials?, mayLogInInClear: Bool,
        opensMailbox: Bool
    ) {
        self.conversation = conversation
        self.isSecured = isSecured
        self.credentials = credentials
        self.mayLogInInClear = mayLogInInClear
        self.opensMailbox = opensMailbox
    }

    // MARK: Events

    mutating func received(_ bytes: [UInt8]) {
        isSecretPending = false
        conversation.receive(bytes)
        readLines()
    }

    mutating func secured() {
        guard case .awaitingHandshake = state else { return }
        isSecured = true
        isStartTLS = true
        conversation.reach(.secured)
        // Capabilities from before TLS may be forged (RFC 9051, section 6.2.1).
        askCapabilities()
    }

    mutating func logIn() {
        guard case .awaitingLeave = state, let credentials else { return }
        send(LoginCommand(credentials, tag: nextTag(), capabilities: capabilities).lines[...])
        readLines()
    }

    mutating func withhold() {
        guard case .awaitingLeave = state else { return }
        leave(as: .withheld)
        readLines()
    }

    // MARK: Lines

    private mutating func readLines() {
        while let text = conversation.nextLine() {
            guard let line = IMAPLine(text) else { return conversation.finish(.garbled) }
            read(line, text)
        }
    }

    private mutating func read(_ line: IMAPLine, _ text: String) {
        if case .awaitingGreeting = state { return greet(line, text) }
        switch line {
        case .tagged where isSecretPending, .continuation where isSecretPending: conversation.finish(.garbled)
        case .tagged(let tag, let reply): if tag == currentTag { answered(reply) }
        case .status(let reply): heard(reply)
        case .capabilities(let found): capabilities = found
        case .folder: mailbox.folders = (mailbox.folders ?? 0) + 1
        case .messages(let count): mailbox.messages = count
        case .data: break
        case .continuation: asked()
        }
    }

    private mutating func greet(_ line: IMAPLine, _ text: String) {
        guard case .status(let reply) = line else { return conversation.finish(.garbled) }
        // Dovecot sends this first, after ten seconds without an answer from its auth process.
        if reply.status == "OK", reply.text.hasPrefix("Waiting for authentication process") {
            return conversation.note(notice: reply.text)
        }
        conversation.note(greeting: text)
        switch reply.status {
        case "OK", "PREAUTH":
            isAuthenticated = reply.status == "PREAUTH"
            conversation.reach(.greeted)
            askCapabilities()
        case "BYE": conversation.finish(.bye, reply: reply)
        default: conversation.finish(.garbled, reply: reply)
        }
    }

    private mutating func heard(_ reply: MailSession.Reply) {
        guard reply.status == "BYE" else {
            let code = reply.code.map { "[\($0)] " } ?? ""
            return conversation.note(notice: "\(code)\(reply.text)")
        }
        if case .awaitingGoodbye = state { return }
        conversation.finish(.bye, reply: reply)
    }

    /// A challenge beyond PLAIN is cancelled (RFC 9051, section 6.2.2).
    private mutating func asked() {
        guard case .awaitingLogin(let rest) = state else { return conversation.finish(.garbled) }
        guard rest.isEmpty else { return send(rest) }
        conversation.send("*")
        state = .awaitingRefusal
    }

    private mutating func answered(_ reply: MailSession.Reply) {
        if case .awaitingGoodbye = state {
            return conversation.left()
        }
        guard reply.status == "OK" else { return leave(as: .refused, reply: reply) }
        switch state {
        case .awaitingCapabilities: learned()
        case .awaitingConsentToTLS:
            state = .awaitingHandshake
            conversation.startTLS()
        case .awaitingLogin(let rest):
            // An OK before the password is sent proves nothing.
            guard rest.isEmpty else { return conversation.finish(.garbled, reply: reply) }
            conversation.reach(.authenticated)
            command("NAMESPACE", .awaitingNamespace)
        case .awaitingNamespace:
            conversation.proveLogin()
            conversation.reach(.proven)
            if opensMailbox { command("LIST \"\" %", .awaitingFolders) } else { leave() }
        case .awaitingFolders:
            mailbox.folders = mailbox.folders ?? 0
            saw(.listed)
            command("EXAMINE INBOX", .awaitingMailbox)
        case .awaitingMailbox:
            saw(.opened)
            leave()
        case .awaitingRefusal: conversation.finish(.garbled)
        case .awaitingGreeting, .awaitingHandshake, .awaitingLeave, .awaitingGoodbye: break
        }
    }

    private mutating func saw(_ stage: MailSession.Stage) {
        conversation.note(mailbox: mailbox)
        conversation.reach(stage)
    }

    // MARK: Steps

    private mutating func askCapabilities() {
        capabilities = []
        command("CAPABILITY", .awaitingCapabilities)
    }

    private mutating func learned() {
        if isStartTLS {
            conversation.note(securedCapabilities: capabilities)
        } else {
            conversation.note(capabilities: capabilities)
            conversation.reach(.capable)
        }
        if !isSecured, !isAuthenticated, capabilities.contains("STARTTLS") {
            return command("STARTTLS", .awaitingConsentToTLS)
        }
        guard credentials != nil, !isAuthenticated else { return leave() }
        guard isSecured || mayLogInInClear, LoginCommand.isOffered(by: capabilities) else {
            return leave(as: .withheld)
        }
        state = .awaitingLeave
        conversation.requestLoginPermission()
    }

    private mutating func send(_ lines: ArraySlice<LoginCommand.Line>) {
        guard let line = lines.first else { return }
        switch line {
        case .plain(let text): conversation.send(text)
        case .secret(let bytes, let shown):
            conversation.send(secret: bytes, shownAs: shown)
            isSecretPending = true
        }
        state = .awaitingLogin(rest: lines.dropFirst())
    }

    private mutating func leave(as ending: MailSession.Ending = .completed, reply: MailSession.Reply? = nil) {
        conversation.end(as: ending, reply: reply)
        command("LOGOUT", .awaitingGoodbye)
    }

    private mutating func command(_ command: String, _ next: State) {
        conversation.send("\(nextTag()) \(command)")
        state = next
    }

    private mutating func nextTag() -> String {
        commands += 1
        return currentTag
    }

    private var currentTag: String { "a\(commands)" }
}
