import Fleet

struct MailLocationResolves: Check {
    let id = "mail-location.resolves"
    let decides: Condition? = .mailLocation
    let attempt: Attempt? = .sweep
    let asks: Set<Condition> = .mailboxes

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if let reason = try subject.whyNoMailbox() { return .skipped(reason) }
        if let reason = try subject.loginProvesMailLocation() { return .skipped(reason) }
        if case .misconfigured(let words) = try subject.userdb() { return unresolved(words, subject) }
        let inbox = try subject.part("account", "inbox")
        if inbox.status != 0 { return try failure(inbox, subject) }
        let path = try subject.inbox()
        let home = try subject.userFields()["home"] ?? ""
        if let literal = [path, home].first(where: hasLiteralVariable) {
            return subject.is24 ? shared(literal, subject) : unexpanded(literal, subject)
        }
        return .pass("the INBOX of \(subject.host.probe?.user ?? "") is \(path)")
    }

    /// `%d` or `%{user}`, taken literally.
    private func hasLiteralVariable(_ path: String) -> Bool {
        path.split(separator: "/").contains { name in
            let next = name.firstIndex(of: "%").flatMap { name[name.index(after: $0)...].first }
            return next.map { $0.isLetter || $0 == "{" } ?? false
        }
    }

    private func failure(_ part: ProbeOutput.Part, _ subject: HostFacts) throws(MissingFact) -> Judgement {
        // Throws if the userdb did not answer, which other checks judge.
        _ = try subject.userFields()
        let line = part.lines.first { $0.contains("rror: ") || $0.contains("Fatal: ") } ?? Substring(part.firstLine)
        // The userdb knows the account for logins only.
        let isUnknown = line.contains("User lookup failed") || line.contains("User doesn't exist")
        if part.isMissing || isUnknown { throw MissingFact("doveadm: \(line)") }
        return unresolved(String(line.after("rror: ") ?? line.after("Fatal: ") ?? line), subject)
    }
}

extension MailLocationResolves {
    private func unresolved(_ words: String, _ subject: HostFacts) -> Judgement {
        .fail(
            "\(isOfPlugin(words) ? "mailboxes do not open" : "the mail location does not resolve"): \(words)",
            signature: subject.host.probe?.user ?? "",
            evidence: subject.excerpt("account", "inbox"), remedy: remedy(words, subject))
    }

    private func remedy(_ words: String, _ subject: HostFacts) -> Advice {
        let account = subject.host.probe?.user ?? "USER"
        let proof: Advice = [.run("doveadm mailbox path -u \(argument: account) INBOX")]
        if let known = Meaning.of(words)?.completed(by: [(.user, account)]), !known.isConsequence {
            return known.advice + proof
        }
        if isOfPlugin(words) {
            return [.note("Correct the setting that Dovecot\u{2019}s words name, or remove its plugin."), .reload]
                + proof
        }
        return [.note(setting(subject)), .reload] + proof
    }

    private func isOfPlugin(_ words: String) -> Bool {
        ["plugin", "quota", "acl", "fts", "mail_crypt", "mail_compress", "notify", "sieve"].contains { name in
            Checks.words(of: words).contains { $0.lowercased().hasPrefix(name) }
        }
    }

    private func setting(_ subject: HostFacts) -> Remedy.Note {
        subject.is24
            ? "Set mail_driver = maildir and \(setting: "mail_path = ~/Maildir"), or the location that this host uses."
            : "Set \(setting: "mail_location = maildir:~/Maildir"), or the location that this host uses."
    }

    /// A passwd-file's home, or a variable of 2.4.
    private func unexpanded(_ path: String, _ subject: HostFacts) -> Judgement {
        .fail(
            "\(path) holds a variable that Dovecot does not expand there: all users share one directory",
            signature: path,
            evidence: subject.excerpt("account", "user", lines: 8),
            remedy: [
                .note("First look into \(setting: path): it may hold mail of several users."),
                .note("Have the userdb return the path written out. In mail_location, 2.3 expands %u, %n, %d and %h."),
                .reload,
            ])
    }

    private func shared(_ path: String, _ subject: HostFacts) -> Judgement {
        .fail(
            "\(path) holds a variable of 2.3 that 2.4 does not expand: all users share one directory", signature: path,
            evidence: subject.excerpt("account", "user", lines: 8),
            remedy: [
                .note("First look into \(setting: path): it may hold mail of several users."),
                .note(
                    """
                    In mail_path, mail_inbox_path, mail_home and the userdb replace %u with \(setting: "%{user}"), %n with \
                    \(setting: "%{user | username}"), %d with \(setting: "%{user | domain}") and %h with \
                    \(setting: "%{home}").
                    """), .reload,
            ])
    }

    var explanation: Explanation {
        Explanation(
            title: "Does the probe account's mail location resolve?",
            why:
                "Driver, path and home come from the configuration and the userdb together. If they do not resolve, logins"
                + " succeed and end with an internal error. If 2.4 finds a variable of 2.3, the mail of all users is mixed.",
            byHand: "doveadm mailbox path -u USER INBOX   # it creates nothing",
            remedies: ["Set mail_location (2.4: mail_driver and mail_path), and an absolute home."],
            references: ["https://doc.dovecot.org/2.4.1/core/config/mail_location.html"])
    }
}
