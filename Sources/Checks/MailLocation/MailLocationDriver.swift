import Fleet

struct MailLocationDriver: Check {
    let id = "mail-location.driver"
    let decides: Condition? = .mailDriver
    let asks: Set<Condition> = .mailboxes

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        if let reason = try subject.whyNoMailbox() { return .skipped(reason) }
        if let reason = try subject.whyMailboxStarts() { return .skipped(reason) }
        let inbox = try subject.inbox()
        guard let driver = try subject.mailDriver(), known.contains(driver) else {
            return .skipped("no driver is set that keeps its mail in files here")
        }
        guard let (root, stores) = try subject.mailStores() else { return .skipped(Subject.olderAgent) }
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

private let known: Set<String> = ["maildir", "mbox", "sdbox", "mdbox"]

extension MailLocationDriver {
    private func wrong(_ driver: String, _ store: MailStore, _ subject: Subject) -> Judgement {
        .fail(
            "\(store.path) is \(article(store.kind)) with mail in it, and Dovecot reads it as \(driver):"
                + " users see an empty mailbox",
            signature: "\(driver) \(store.kind) \(store.path)", evidence: subject.excerpt("account", "stores"),
            remedy: setting(store, subject) + [
                .note("Remove what Dovecot has made there in the meantime only after you have looked at it.")
            ])
    }

    /// Mail beside the place that is configured: the classic of a location that was lost in a migration.
    private func elsewhere(_ root: String, _ driver: String, _ store: MailStore, _ subject: Subject) -> Judgement {
        var found = Judgement.warn(
            "there is mail in \(store.path) (\(store.kind)), and none in \(root), where Dovecot looks (\(driver))",
            signature: "\(store.kind) \(store.path)", evidence: subject.excerpt("account", "stores"),
            remedy: [.note("If it is the account's mail, either have Dovecot read it there:")]
                + setting(store, subject) + [.note("Or move it to \(setting: root) before users log in.")])
        if subject.parameters.isMigrated { found.verdict = .fail }
        return found
    }

    private func setting(_ store: MailStore, _ subject: Subject) -> Remedy {
        let home = (try? subject.userFields())?["home"] ?? ""
        let path =
            home.isEmpty || !store.path.hasPrefix(home + "/") ? store.path : "~" + store.path.dropFirst(home.count)
        return subject.is24
            ? [.note("Set mail_driver = \(store.kind) and \(setting: "mail_path = \(path)")."), .reload]
            : [.note("Set \(setting: "mail_location = \(store.kind):\(path)")."), .reload]
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
            ],
            references: ["https://doc.dovecot.org/2.4.1/core/config/mail_location.html"])
    }
}
