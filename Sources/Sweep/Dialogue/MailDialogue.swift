package import Fleet

/// The client side of an IMAP or POP3 dialogue: bytes in, actions out.
///
/// It has no I/O and no clock. The driver performs the actions in order and reports the results. Only LIST and EXAMINE,
/// on request, may make Dovecot create the mailbox.
///
/// A tagged OK to NAMESPACE proves a login: Dovecot answers OK to logins that it then cannot initialise.
package struct MailDialogue: Sendable {
    package enum Action: Sendable {
        case send([UInt8])
        /// Keep these bytes out of logs.
        case sendSecret(Secret)
        /// Then call `secured` or `tlsFailed`.
        case startTLS
        /// May the password be sent (certificate, budget)? Then call `logIn` or `withhold`.
        case requestLoginPermission
        case finish
    }

    private enum Language {
        case imap(IMAPDialogue)
        case pop3(POP3Dialogue)
    }

    private var language: Language

    /// With implicit TLS the driver performs the handshake first. POP3 never logs in.
    init(
        service: MailService, credentials: Credentials?, mayLogInInClear: Bool = false, opensMailbox: Bool = false
    ) {
        let secrets = credentials.map { [$0.password] } ?? []
        let conversation = Conversation(redactor: Redactor(secrets, accounts: credentials.map { [$0.user] } ?? []))
        if service.isIMAP {
            language = .imap(
                IMAPDialogue(
                    conversation, isSecured: service.isImplicitTLS, credentials: credentials,
                    mayLogInInClear: mayLogInInClear, opensMailbox: opensMailbox))
        } else {
            language = .pop3(POP3Dialogue(conversation, isSecured: service.isImplicitTLS))
        }
    }

    /// Complete after `finish`.
    package var talk: MailSession {
        switch language {
        case .imap(let dialogue): dialogue.conversation.talk
        case .pop3(let dialogue): dialogue.conversation.talk
        }
    }

    package mutating func received(_ bytes: [UInt8]) -> [Action] {
        step(imap: { $0.received(bytes) }, pop3: { $0.received(bytes) })
    }

    package mutating func secured() -> [Action] {
        step(imap: { $0.secured() }, pop3: { $0.secured() })
    }

    package mutating func tlsFailed() -> [Action] {
        ended(.tlsFailed)
    }

    package mutating func logIn() -> [Action] {
        step(imap: { $0.logIn() }, pop3: { _ in })
    }

    package mutating func withhold() -> [Action] {
        step(imap: { $0.withhold() }, pop3: { _ in })
    }

    package mutating func ended(_ ending: MailSession.Ending = .closed) -> [Action] {
        step(imap: { $0.conversation.streamEnded(ending) }, pop3: { $0.conversation.streamEnded(ending) })
    }

    private mutating func step(
        imap: (inout IMAPDialogue) -> Void, pop3: (inout POP3Dialogue) -> Void
    ) -> [Action] {
        switch language {
        case .imap(var dialogue):
            imap(&dialogue)
            defer { language = .imap(dialogue) }
            return dialogue.conversation.takeActions()
        case .pop3(var dialogue):
            pop3(&dialogue)
            defer { language = .pop3(dialogue) }
            return dialogue.conversation.takeActions()
        }
    }
}
