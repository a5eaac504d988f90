internal import Fleet

/// The client side of POP3 (RFC 1939, RFC 2449, RFC 2595), without a login.
struct POP3Dialogue {
    private enum State {
        case awaitingGreeting
        case awaitingCapabilities
        case readingCapabilities
        case awaitingConsentToTLS
        case awaitingHandshake
        case awaitingGoodbye
    }

    var conversation: Conversation
    private var state = State.awaitingGreeting
    private var isSecured: Bool
    private var isStartTLS = false
    private var capabilities: [String] = []

    init(_ conversation: Conversation, isSecured: Bool) {
        self.conversation = conversation
        self.isSecured = isSecured
    }

    mutating func received(_ bytes: [UInt8]) {
        conversation.receive(bytes)
        while let line = conversation.nextLine() { read(line) }
    }

    mutating func secured() {
        guard case .awaitingHandshake = state else { return }
        isSecured = true
        isStartTLS = true
        conversation.reach(.secured)
        command("CAPA", .awaitingCapabilities)
    }

    private mutating func read(_ line: String) {
        if case .readingCapabilities = state {
            if line == "." { return learned() }
            capabilities.append(line.uppercased())
            return
        }
        guard let reply = MailSession.Reply(pop3: line) else { return conversation.finish(.garbled) }
        if case .awaitingGreeting = state { conversation.note(greeting: line) }
        if case .awaitingGoodbye = state { return conversation.left() }
        guard reply.status == "+OK" else { return refused(reply) }
        agreed()
    }

    private mutating func agreed() {
        switch state {
        case .awaitingGreeting:
            conversation.reach(.greeted)
            command("CAPA", .awaitingCapabilities)
        case .awaitingCapabilities:
            capabilities = []
            state = .readingCapabilities
        case .awaitingConsentToTLS:
            state = .awaitingHandshake
            conversation.startTLS()
        case .readingCapabilities, .awaitingHandshake, .awaitingGoodbye: break
        }
    }

    /// No QUIT: a refusing greeting is the server's last line.
    private mutating func refused(_ reply: MailSession.Reply) {
        if case .awaitingGreeting = state { return conversation.finish(.refused, reply: reply) }
        conversation.end(as: .refused, reply: reply)
        command("QUIT", .awaitingGoodbye)
    }

    private mutating func learned() {
        if isStartTLS {
            conversation.note(securedCapabilities: capabilities)
        } else {
            conversation.note(capabilities: capabilities)
            conversation.reach(.capable)
        }
        if !isSecured, capabilities.contains("STLS") { return command("STLS", .awaitingConsentToTLS) }
        command("QUIT", .awaitingGoodbye)
    }

    private mutating func command(_ command: String, _ next: State) {
        conversation.send(command)
        state = next
    }
}

extension MailSession.Reply {
    /// Parses `+OK Dovecot ready.` or `-ERR [SYS/TEMP] …`.
    init?(pop3 line: String) {
        let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard words[0] == "+OK" || words[0] == "-ERR" else { return nil }
        self.init(status: String(words[0]), saying: words.count > 1 ? words[1] : "")
    }
}
