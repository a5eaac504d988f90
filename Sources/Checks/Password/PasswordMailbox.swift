import Fleet

struct PasswordMailbox: Check {
    let id = "password.mailbox"
    let vantage = Vantage.outside
    let decides: Condition? = .mailbox
    let attempt: Attempt? = .sweep
    let asks: Set<Condition> = .logins.union([.mailLocation, .mailDirectory])

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if !subject.parameters.opensMailbox {
            return .skipped("the mailbox is opened only with --open-mailbox", from: .outside)
        }
        if let reason = subject.whyNoLogin { return .skipped(reason, from: .outside) }
        guard let login = subject.provenLogin(from: .outside) ?? subject.provenLogin(from: .tunnel),
            let talk = login.talk
        else { throw MissingFact("no login reached the mailbox") }
        if talk.mailbox == nil, talk.ending == .completed { return try unopened(subject) }
        guard let messages = talk.mailbox?.messages, talk.ending == .completed else { return failure(login, talk) }
        let folders = talk.mailbox?.folders ?? 0
        if messages == 0, subject.parameters.isMigrated { return empty(login) }
        return .pass("INBOX opens: messages \(messages), folders \(folders)", from: login.vantage)
    }

    func isExplained(_ own: JudgedFinding, by other: JudgedFinding, among all: [JudgedFinding]) -> Bool {
        own.isPastLogin(for: other)
    }
}

extension PasswordMailbox {
    /// Not opened, since Dovecot creates a missing mailbox.
    private func unopened(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if subject.mailboxExists == false, subject.mailboxIsPlaced {
            return .skipped("it was not opened: it does not exist yet, and opening it would create it", from: .outside)
        }
        if subject.mailboxExists == false { throw MissingFact("it was not opened: it does not exist") }
        throw MissingFact("it was not opened: it may not exist, and opening it would create it")
    }

    private func failure(_ login: Dialogue, _ talk: MailSession) -> Judgement {
        let command = talk.stage == .proven ? "LIST" : "EXAMINE INBOX"
        let reply = talk.reply.map {
            [$0.status, $0.code.map { "[\($0)]" }, $0.text].compactMap { $0 }.joined(separator: " ")
        }
        var judgement = Judgement.fail(
            "the mailbox does not open: \(reply.map { "the answer to \(command) is \($0)" } ?? silence(talk, command))",
            signature: "\(command) \(talk.reply?.code ?? talk.ending.rawValue)", from: login.vantage,
            evidence: login.excerpt(),
            remedy: reply == nil && talk.ending == .timedOut
                ? [
                    .note(
                        "Another process may hold a lock on the mailbox, or have left one, a file that ends in .lock, or its disk may hang: end what holds it."
                    ),
                    .run("cat /proc/locks; lslocks"),
                ]
                : [
                    .note("The log line at this time names the path, and the permission that Dovecot lacks there."),
                    .showErrors,
                ])
        judgement.leavesReasonToLog = true
        return judgement
    }

    private func silence(_ talk: MailSession, _ command: String) -> String {
        switch talk.ending {
        case .timedOut: "\(command) gets no answer in time"
        case .closed: "the server closes the connection at \(command)"
        default: "\(command) gets no answer (\(talk.ending.rawValue))"
        }
    }

    /// With a wrong path, Dovecot creates an empty mailbox and says OK.
    private func empty(_ login: Dialogue) -> Judgement {
        .warn(
            "the INBOX of a migrated account is empty", signature: "empty", from: login.vantage,
            evidence: login.excerpt(),
            remedy: [
                .note(
                    "Compare with the old host: the mail must be at the path that the mail-location checks name.")
            ])
    }

    var explanation: Explanation {
        Explanation(
            title: "Does the mailbox open?",
            why:
                "LOGIN, NAMESPACE and LIST succeed on a full disk or with mail of another owner; EXAMINE does not. It is"
                + " tried only with --open-mailbox, since Dovecot then creates a missing mailbox and its indexes. On a"
                + " half migrated host that can damage what is still to be copied.",
            byHand: "openssl s_client -quiet -crlf -connect HOST:993   # a1 LOGIN …, a2 LIST \"\" %, a3 EXAMINE INBOX",
            remedies: ["doveadm log errors: it has the reason for `[SERVERBUG]`."],
            references: ["RFC 9051, 6.3.3", "RFC 5530"])
    }
}
