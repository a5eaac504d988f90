import Fleet

struct MailLocationDriver: Check {
    let id = "mail-location.driver"
    let decides: Condition? = .mailDriver
    let asks: Set<Condition> = .mailboxes

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        if let reason = try subject.whyNoMailbox() { return .skipped(reason) }
        if let reason = try subject.whyMailboxStarts() { return .skipped(reason) }
        let inbox = try subject.inbox()
        if let ignored = try ignoredField(inbox, subject) { return ignored }
        guard let driver = try subject.mailDriver(), known.contains(driver) else {
            return .skipped("no driver is set that keeps its mail in files here")
        }
        guard let (root, stores) = try subject.mailStores() else { return .skipped(Subject.olderAgent) }
        if driver == "maildir", let file = try fileInMaildir(inbox, subject) { return broken(file, subject) }
        let here = stores.filter { [root, inbox].contains($0.path) }
        if let alien = here.first(where: { $0.kind != driver && $0.hasMail }) {
            return wrong(driver, alien, subject)
        }
        if !here.contains(where: \.hasMail), let other = stores.first(where: { $0.hasMail && !here.contains($0) }) {
            return elsewhere(root, driver, other, subject)
        }
        return .pass(here.isEmpty ? "\(root) is still to be made, as \(driver)" : "\(root) is what \(driver) expects")
    }
}

extension MailLocationDriver {
    /// The userdb field `mail` of 2.3. 2.4 ignores it and uses its own settings.
    private func ignoredField(_ inbox: String, _ subject: Subject) throws(Unjudgeable) -> Judgement? {
        let fields = try subject.userFields()
        guard subject.is24, let location = fields["mail"], let (kind, rest) = location.cut(at: ":") else { return nil }
        let named = String(rest.prefix { $0 != ":" })
        let path = named.hasPrefix("~") ? (fields["home"] ?? "") + named.dropFirst() : named
        let found = try subject.mailStores()
        let places = [found?.root ?? inbox, inbox].map(plain)
        guard path.hasPrefix("/"), !places.contains(plain(path)) else { return nil }
        let isUsed = found?.stores.contains { places.contains(plain($0.path)) && $0.hasMail } ?? false
        return ignored(location, String(kind), path, looksIn: places[0], isUsed: isUsed, subject)
    }

    private func plain(_ path: String) -> String { path.hasSuffix("/") ? String(path.dropLast()) : path }
}

extension MailLocationDriver {
    /// What is a file, or a link to nowhere, where a Maildir has one of its three directories: mkdir(2) does not make
    /// that anew.
    private func fileInMaildir(_ inbox: String, _ subject: Subject) throws(Unjudgeable) -> String? {
        let entries = try subject.bareTrail().entries
        let dangling = (try? subject.laterPart("account", "dangling"))?.lines ?? []
        return ["cur", "new", "tmp"].map { "\(inbox)/\($0)" }.first { place in
            entries[place]?.isDirectory == false || dangling.contains { $0.begins(with: "\(place) -> ") }
        }
    }

    private func broken(_ file: String, _ subject: Subject) -> Judgement {
        .fail(
            "\(file) is no directory, as a Maildir has there: logins work, and the mailbox does not open",
            signature: file, evidence: subject.excerpt("account", "trail", lines: 12),
            remedy: [
                .note("Look at what \(setting: file) is, and move it away. Dovecot then makes the directory anew."),
                .run("ls -ld \(file)"),
            ])
    }
}

private let known: Set<String> = ["maildir", "mbox", "sdbox", "mdbox"]

extension MailLocationDriver {
    private func wrong(_ driver: String, _ store: MailStore, _ subject: Subject) -> Judgement {
        .fail(
            "\(store.path) is \(article(store.kind)) with mail in it, and Dovecot reads it as \(driver):"
                + " users see an empty mailbox",
            signature: "\(driver) \(store.kind) \(store.path)", evidence: subject.excerpt("account", "stores"),
            remedy: Self.setting(store, subject) + [
                .note("Remove what Dovecot has made there in the meantime only after you have looked at it.")
            ])
    }

    private func ignored(
        _ location: String, _ kind: String, _ path: String, looksIn root: String, isUsed: Bool, _ subject: Subject
    ) -> Judgement {
        let account = subject.host.probe?.user ?? ""
        return Judgement(
            verdict: isUsed ? .warn : .fail,
            summary: "the userdb gives \(account) mail = \(location), which 2.4 ignores: Dovecot looks in \(root)"
                + (isUsed ? "" : ", where there is no mail"),
            signature: "mail \(kind)", evidence: subject.excerpt("account", "user", lines: 8),
            remedy: [
                .note(
                    """
                    Have the userdb return mail_driver = \(setting: kind) and mail_path = \(setting: path) in place of \
                    mail. A passwd-file has \(setting: "userdb_mail_driver=\(kind) userdb_mail_path=\(path)").
                    """),
                .note("Mail that came to \(setting: root) since the upgrade is still there: move it after that."),
                .reload,
            ])
    }

    /// Mail beside the place that is configured: the classic of a location that was lost in a migration.
    private func elsewhere(_ root: String, _ driver: String, _ store: MailStore, _ subject: Subject) -> Judgement {
        var found = Judgement.warn(
            "there is mail in \(store.path) (\(store.kind)), and none in \(root), where Dovecot looks (\(driver))",
            signature: "\(store.kind) \(store.path)", evidence: subject.excerpt("account", "stores"),
            remedy: [.note("If it is the account's mail, either have Dovecot read it there:")]
                + Self.setting(store, subject) + [.note("Or move it to \(setting: root) before users log in.")])
        if subject.parameters.isMigrated || Self.overridden(subject) != nil { found.verdict = .fail }
        return found
    }

    /// Has Dovecot read a store that is there.
    static func setting(_ store: MailStore, _ subject: Subject) -> Advice {
        let home = (try? subject.userFields())?["home"] ?? ""
        let path =
            home.isEmpty || !store.path.hasPrefix(home + "/") ? store.path : "~" + store.path.dropFirst(home.count)
        if let name = overridden(subject) {
            return [
                .note(
                    """
                    Take \(name) out of \(setting: "protocol imap"): it holds for IMAP alone, and other settings name the mail.
                    """), .reload,
            ]
        }
        if let own = inboxPath(store, path, subject) { return own }
        return subject.is24
            ? [.note("Set mail_driver = \(store.kind) and \(setting: "mail_path = \(path)").")]
                + inboxPathToo(path, subject) + [.reload]
            : [.note("Set \(setting: "mail_location = \(store.kind):\(path)")."), .reload]
    }

    /// A setting of the mail's place that IMAP alone has otherwise.
    private static func overridden(_ subject: Subject) -> String? {
        let own = (try? subject.configuration())?.blocks("protocol", "imap").flatMap { $0.settings.keys } ?? []
        return ["mail_location", "mail_driver", "mail_path", "mail_inbox_path", "mail_home"].first(where: own.contains)
    }

    /// 2.4 looks for the INBOX by a setting of its own, which Debian sets to the spool.
    private static func inboxPath(_ store: MailStore, _ path: String, _ subject: Subject) -> Advice? {
        guard subject.is24, let settings = try? subject.settings(), settings["mail_driver"] == store.kind,
            let inbox = settings["mail_inbox_path"], !inbox.isEmpty, inbox != path, settings["mail_path"] != inbox
        else { return nil }
        return [
            .note(
                """
                Set \(setting: "mail_inbox_path = \(path)"), or leave it empty: for the INBOX it outweighs mail_path.
                """), .reload,
        ]
    }

    /// It outweighs mail_path for the INBOX, wherever it is set.
    private static func inboxPathToo(_ path: String, _ subject: Subject) -> Advice {
        guard let inbox = (try? subject.settings())?["mail_inbox_path"], !inbox.isEmpty, inbox != path else {
            return []
        }
        return [.note("Set \(setting: "mail_inbox_path = \(path)") too, or leave it empty.")]
    }

    private func article(_ kind: String) -> String { kind == "maildir" ? "a Maildir" : "an \(kind)" }

    var explanation: Explanation {
        Explanation(
            title: "Is the mail on disk what the configured driver expects?",
            why: "A driver that meets another's files reports no error: the login works, the mailbox is empty, and"
                + " folders named `cur` and `tmp` appear. Clients then drop their own copies. Fails where the configured"
                + " place holds another format, warns (with --migrated: fails) where mail lies beside it.",
            byHand: "doveadm mailbox path -u USER -t mailbox INBOX; ls -a ~USER ~USER/Maildir",
            remedies: [
                "2.3: mail_location = maildir:~/Maildir", "2.4: mail_driver = maildir and mail_path = ~/Maildir",
                "2.4: the userdb's fields mail_driver and mail_path in place of 2.3's field mail",
            ],
            references: ["https://doc.dovecot.org/2.4.1/core/config/mail_location.html"])
    }
}
