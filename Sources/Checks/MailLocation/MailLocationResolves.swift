import Fleet

struct MailLocationResolves: Check {
    let id = "mail-location.resolves"
    let decides: Condition? = .mailLocation
    let attempt: Attempt? = .sweep
    let asks: Set<Condition> = .mailboxes

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        if let reason = try subject.whyNoMailbox() { return .skipped(reason) }
        if let reason = try subject.whyMailboxStarts() { return .skipped(reason) }
        let inbox = try subject.part("account", "inbox")
        if inbox.status != 0 { return try failure(inbox, subject) }
        let path = try subject.inbox()
        let home = try subject.userFields()["home"] ?? ""
        if let literal = [path, home].first(where: hasLiteralVariable) { return shared(literal, subject) }
        return .pass("the INBOX of \(subject.host.probe?.user ?? "") is \(path)")
    }

    /// 2.3's `%d`, which 2.4 takes as it stands; a percent sign in a user's own name is rarer than this fault.
    private func hasLiteralVariable(_ path: String) -> Bool {
        path.split(separator: "/").contains { name in
            name.firstIndex(of: "%").map { name[name.index(after: $0)...].first?.isLetter == true } ?? false
        }
    }

    private func failure(_ part: Parts.Part, _ subject: Subject) throws(Unjudgeable) -> Judgement {
        // The userdb and the way to it have their own checks: only what comes after them is judged here.
        _ = try subject.userFields()
        let line = part.lines.first { $0.contains("rror: ") || $0.contains("Fatal: ") } ?? Substring(part.firstLine)
        // It is a login that the userdb knows the account for, and not doveadm.
        let isUnknown = line.contains("User lookup failed") || line.contains("User doesn't exist")
        if part.isMissing || isUnknown { throw Unjudgeable("doveadm: \(line)") }
        return unresolved(String(line.after("rror: ") ?? line.after("Fatal: ") ?? line), subject)
    }
}

extension MailLocationResolves {
    private func unresolved(_ words: String, _ subject: Subject) -> Judgement {
        .fail(
            "the mail location does not resolve: \(words)", signature: subject.host.probe?.user ?? "",
            evidence: subject.excerpt("account", "inbox"), remedy: remedy(words, subject))
    }

    private func remedy(_ words: String, _ subject: Subject) -> Advice {
        let account = subject.host.probe?.user ?? "USER"
        let proof: Advice = [.run("doveadm mailbox path -u \(argument: account) INBOX")]
        if let known = Meaning.of(words), !known.isConsequence { return known.advice + proof }
        return [.note(setting(subject)), .reload] + proof
    }

    private func setting(_ subject: Subject) -> Remedy.Note {
        subject.is24
            ? "Set mail_driver = maildir and \(setting: "mail_path = ~/Maildir"), or what this host's mail is."
            : "Set \(setting: "mail_location = maildir:~/Maildir"), or what this host's mail is."
    }

    private func shared(_ path: String, _ subject: Subject) -> Judgement {
        .fail(
            "\(path) holds a variable of 2.3 that 2.4 takes literally: all users share one directory", signature: path,
            evidence: subject.excerpt("account", "user", lines: 8),
            remedy: [
                .note("Look into \(setting: path) before anything else: it may hold mail of several users."),
                .note(
                    """
                    In mail_path, mail_inbox_path, mail_home and the userdb replace %u by \(setting: "%{user}"), %n by \
                    \(setting: "%{user | username}"), %d by \(setting: "%{user | domain}") and %h by \
                    \(setting: "%{home}").
                    """), .reload,
            ])
    }

    var explanation: Explanation {
        Explanation(
            title: "Does the probe account's mail location resolve?",
            why:
                "Driver, path and home come from the configuration and the userdb together. Where they do"
                + " not resolve, logins "
                + "succeed and end with an internal error; where 2.4 finds a variable of 2.3, everybody's"
                + " mail is mixed.",
            byHand: "doveadm mailbox path -u USER INBOX   # it creates nothing",
            remedies: ["Set mail_location (2.4: mail_driver and mail_path), and an absolute home."],
            references: ["https://doc.dovecot.org/2.4.1/core/config/mail_location.html"])
    }
}
