package import Fleet

/// The dialogue with a mail service as a mail client leads it: bytes in, actions out, and a `Talk` of facts at the end.
///
/// It does no I/O and knows no time: whoever drives it carries its actions out in their order, and tells it what came.
/// It creates nothing on the server: greeting, capabilities, TLS, and with credentials AUTHENTICATE and NAMESPACE
/// (RFC 9051). Only where it is asked to open the mailbox do LIST and EXAMINE follow, and Dovecot may create that. A login counts as proven by the tagged OK to NAMESPACE alone, since Dovecot answers OK to a login that
/// it then cannot initialise.
package struct MailDialogue: Sendable {
    /// What its driver has to do.
    package enum Action: Sendable {
        case send([UInt8])
        /// Send bytes that hold a credential, and keep them from logs.
        case sendSecret(Secret)
        /// Shake hands, then call `secured` or `tlsFailed`.
        case startTLS
        /// Find out whether the password may be sent now (the certificate, the budget), then call `logIn` or `withhold`.
        case askLeave
        /// Close the connection; nothing more will come.
        case finish
    }

    private enum Language {
        case imap(IMAPDialogue)
        case pop3(POP3Dialogue)
    }

    private var language: Language

    /// - Parameters:
    ///   - service: what to speak, and whether TLS comes first: the driver has then shaken hands before `start`.
    ///   - credentials: what to log in with; nil for a look at what the service announces. POP3 logs nobody in.
    ///   - mayLogInInClear: whether credentials may go without TLS, as through a tunnel to the host's own loopback.
    ///   - opensMailbox: whether LIST and EXAMINE follow the login.
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

    /// The facts so far; complete after `finish`.
    package var talk: Talk {
        switch language {
        case .imap(let dialogue): dialogue.conversation.talk
        case .pop3(let dialogue): dialogue.conversation.talk
        }
    }

    /// Takes bytes as they come, in portions of any size.
    package mutating func received(_ bytes: [UInt8]) -> [Action] {
        step(imap: { $0.received(bytes) }, pop3: { $0.received(bytes) })
    }

    /// TLS is up.
    package mutating func secured() -> [Action] {
        step(imap: { $0.secured() }, pop3: { $0.secured() })
    }

    /// The handshake failed.
    package mutating func tlsFailed() -> [Action] {
        ended(.tlsFailed)
    }

    /// The password may be sent.
    package mutating func logIn() -> [Action] {
        step(imap: { $0.logIn() }, pop3: { _ in })
    }

    /// The password must not be sent.
    package mutating func withhold() -> [Action] {
        step(imap: { $0.withhold() }, pop3: { _ in })
    }

    /// The stream is at its end: the server closed, or the driver waited too long, or was told to stop.
    package mutating func ended(_ ending: Talk.Ending = .closed) -> [Action] {
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
