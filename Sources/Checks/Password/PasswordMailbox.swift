import Fleet

struct PasswordMailbox: Check {
    let id = "password.mailbox"
    let vantage = Vantage.outside
    let decides: Condition? = .mailbox
    let attempt: Attempt? = .sweep
    let asks: Set<Condition> = .logins.union([.mailLocation, .mailDirectory])

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        if !subject.parameters.opensMailbox {
            return .skipped("the mailbox is opened only with --open-mailbox", from: .outside)
        }
        if let reason = subject.whyNoLogin { return .skipped(reason, from: .outside) }
        guard let login = subject.provenLogin(from: .outside) ?? subject.provenLogin(from: .tunnel),
            let talk = login.talk
        else { throw Unjudgeable("no login got as far as the mailbox") }
        if talk.mailbox == nil, talk.ending == .completed { return try unopened(subject) }
        guard let messages = talk.mailbox?.messages, talk.ending == .completed else { return failure(login, talk) }
        let folders = talk.mailbox?.folders ?? 0
        if messages == 0, subject.parameters.isMigrated { return empty(login) }
        return .pass("INBOX opens: messages \(messages), folders \(folders)", from: login.vantage)
    }

    func isExplained(_ own: Judged, by other: Judged, among all: [Judged]) -> Bool { own.isPastLogin(for: other) }
}

extension PasswordMailbox {
    /// The sweep did not open the mailbox, since Dovecot creates one that is missing.
    private func unopened(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        if subject.mailboxExists == false, subject.mailboxIsPlaced {
            return .skipped("it was not opened: it does not exist yet, and that would make it", from: .outside)
        }
        if subject.mailboxExists == false { throw Unjudgeable("it was not opened: it does not exist") }
        throw Unjudgeable("it was not opened: whether it exists is not known, and that might make it")
    }

    private func failure(_ login: Dialogue, _ talk: Talk) -> Judgement {
        let command = talk.stage == .proven ? "LIST" : "EXAMINE INBOX"
        let reply = talk.reply.map {
            [$0.status, $0.code.map { "[\($0)]" }, $0.text].compactMap { $0 }.joined(separator: " ")
        }
        var judgement = Judgement.fail(
            "the mailbox does not open: \(command) is answered by \(reply ?? talk.ending.rawValue)",
            signature: "\(command) \(talk.reply?.code ?? talk.ending.rawValue)", from: login.vantage,
            evidence: login.excerpt(),
            remedy: [
                .note("The line of the log at this time names the path, and what Dovecot may not do there."),
                .showErrors,
            ])
        judgement.leavesReasonToLog = true
        return judgement
    }

    /// A wrong driver or path fails nowhere: Dovecot makes an empty mailbox where it looks, and says OK.
    private func empty(_ login: Dialogue) -> Judgement {
        .warn(
            "the INBOX of a migrated account is empty", signature: "empty", from: login.vantage,
            evidence: login.excerpt(),
            remedy: [
                .note(
                    "Compare with the old host: the mail must have been copied to where the mail-location checks name.")
            ])
    }

    var explanation: Explanation {
        Explanation(
            title: "Does the mailbox open?",
            why:
                "LOGIN, NAMESPACE and LIST succeed on a full disk or over mail of another owner; EXAMINE does not. It is"
                + " asked only with --open-mailbox, since Dovecot creates a mailbox and its indexes when it is looked"
                + " at, which on a half migrated host can spoil what is still to be copied.",
            byHand: "openssl s_client -quiet -crlf -connect HOST:993   # a1 LOGIN …, a2 LIST \"\" %, a3 EXAMINE INBOX",
            remedies: ["doveadm log errors: `[SERVERBUG]` has its reason there."],
            references: ["RFC 9051, 6.3.3", "RFC 5530"])
    }
}
