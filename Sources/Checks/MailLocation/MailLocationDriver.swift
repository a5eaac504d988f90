import Fleet

struct MailLocationDriver: Check {
    let id = "mail-location.driver"
    let decides: Condition? = .mailDriver
    let asks: Set<Condition> = .mailboxes

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if let reason = try subject.whyNoMailbox() { return .skipped(reason) }
        if let reason = try subject.loginProvesMailLocation() { return .skipped(reason) }
        let inbox = try subject.inbox()
        if let ignored = try ignoredField(inbox, subject) { return ignored }
        if let name = subject.storedWord("unprefixed") { return unprefixed(name, subject) }
        guard let driver = try subject.mailDriver(), known.contains(driver) else {
            return .skipped("the driver does not keep mail in files on this host")
        }
        guard let (root, stores) = try subject.mailStores() else { return .skipped(HostFacts.olderAgent) }
        if driver == "maildir", let file = try fileInMaildir(inbox, subject) { return broken(file, subject) }
        if driver == "mbox", let place = try directoryForFile(subject) { return broken(directory: place, subject) }
        if let place = try directoryForIndex(inbox, root, subject) { return broken(directory: place, subject) }
        let here = stores.filter { [root, inbox].contains($0.path) }
        if driver == "mbox", let file = try brokenMbox(stores, subject) { return broken(mbox: file, subject) }
        if let alien = here.first(where: { $0.kind != driver && $0.content != .empty }) {
            return wrong(driver, alien, subject)
        }
        if driver == "maildir", let aside = here.first(where: { $0.path == root && root != inbox && $0.hasMail }),
            !here.contains(where: { $0.path == inbox && $0.hasMail })
        {
            return elsewhere(inbox, driver, aside, subject)
        }
        if !here.contains(where: \.hasMail), let other = stores.first(where: { $0.hasMail && !here.contains($0) }) {
            return elsewhere(root, driver, other, subject)
        }
        return .pass(here.isEmpty ? "\(root) does not exist yet (\(driver))" : "\(root) has the format \(driver)")
    }
}

extension MailLocationDriver {
    /// mkdir(2) does not replace a file or a dangling link.
    private func fileInMaildir(_ inbox: String, _ subject: HostFacts) throws(MissingFact) -> String? {
        let entries = try subject.untestedPathPermissions().entries
        let dangling = (try? subject.partIfCollected("account", "dangling"))?.lines ?? []
        return ["cur", "new", "tmp"].map { "\(inbox)/\($0)" }.first { place in
            entries[place]?.isDirectory == false || dangling.contains { $0.begins(with: "\(place) -> ") }
        }
    }

    /// The INBOX of an mbox is a file.
    private func directoryForFile(_ subject: HostFacts) throws(MissingFact) -> String? {
        guard let file = try subject.inboxFile() else { return nil }
        return try subject.untestedPathPermissions().entries[file]?.isDirectory == true ? file : nil
    }

    /// Dovecot does not replace a directory of this name.
    private func directoryForIndex(_ inbox: String, _ root: String, _ subject: HostFacts) throws(MissingFact) -> String?
    {
        let entries = try subject.untestedPathPermissions().entries
        let names = ["dovecot-uidlist", "dovecot.index", "dovecot.index.log"].map { "\(inbox)/\($0)" }
        let maps = ["dovecot.map.index", "dovecot.map.index.log"].map { "\(root)/storage/\($0)" }
        return (names + maps).first { entries[$0]?.isDirectory == true }
    }

    private func brokenMbox(_ stores: [MailStore], _ subject: HostFacts) throws(MissingFact) -> String? {
        guard let file = try subject.inboxFile() else { return nil }
        return stores.contains { $0.path == file && $0.content == .broken } ? file : nil
    }

    private func broken(mbox file: String, _ subject: HostFacts) -> Judgement {
        .fail(
            "\(file) is not an mbox: it does not begin with `From `; logins work, and the mailbox does not open",
            signature: file, evidence: subject.excerpt("account", "stores"),
            remedy: [
                .note(
                    """
                    Keep a copy of \(setting: file), and look at its first lines. Remove what comes before the first \
                    line that begins with From and a blank, or restore the file.
                    """),
                .run("head -n 5 -- \(file)"),
            ])
    }

    private func broken(directory: String, _ subject: HostFacts) -> Judgement {
        .fail(
            "\(directory) is a directory, where Dovecot needs a file: logins work, and the mailbox does not open",
            signature: directory, evidence: subject.excerpt("account", "trail", lines: 12),
            remedy: [
                .note("Check what is in \(setting: directory), and move it away. Dovecot then creates the file."),
                .run("ls -la \(directory)"),
            ])
    }

    private func broken(_ file: String, _ subject: HostFacts) -> Judgement {
        .fail(
            "\(file) is not a directory, which a Maildir needs there: logins work, and the mailbox does not open",
            signature: file, evidence: subject.excerpt("account", "trail", lines: 12),
            remedy: [
                .note("Check what \(setting: file) is, and move it away. Dovecot then creates the directory."),
                .run("ls -ld \(file)"),
            ])
    }
}

private let known: Set<String> = ["maildir", "mbox", "sdbox", "mdbox"]

extension MailLocationDriver {
    private func wrong(_ driver: String, _ store: MailStore, _ subject: HostFacts) -> Judgement {
        .fail(
            "\(store.path) is \(article(store.kind)) with mail in it, and Dovecot reads it as \(driver):"
                + " users see an empty mailbox",
            signature: "\(driver) \(store.kind) \(store.path)", evidence: subject.excerpt("account", "stores"),
            remedy: Self.setting(store, subject) + [
                .note("Look at what Dovecot has created there since then, before you remove it.")
            ])
    }

    /// Typical of a location that a migration lost.
    private func elsewhere(_ root: String, _ driver: String, _ store: MailStore, _ subject: HostFacts) -> Judgement {
        let place = ((try? subject.inboxFile()) ?? nil) ?? root
        let move: Advice =
            store.kind == driver
            ? [.note("Or move it to \(setting: place) before users log in.")]
            : [
                .note(
                    "Or convert it with doveadm sync before users log in: a \(driver) cannot have mail of the format \(store.kind)."
                )
            ]
        let isInHome = ((try? subject.userFields()) ?? [:])["home"].map {
            store.path == $0 || store.path.hasPrefix($0 + "/")
        }
        let point: Advice =
            isInHome == false && store.path != "/var/mail/\(subject.host.probe?.user ?? "")"
            ? [.note("If it is the account's mail, correct the home of the account in the userdb.")]
            : [.note("If it is the account's mail, either have Dovecot read it there:")] + Self.setting(store, subject)
        var found = Judgement.warn(
            "there is mail in \(store.path) (\(store.kind)), and none in \(place), where Dovecot looks (\(driver))",
            signature: "\(store.kind) \(store.path)", evidence: subject.excerpt("account", "stores"),
            remedy: point + move)
        if subject.parameters.isMigrated || Self.overridden(subject) != nil { found.verdict = .fail }
        return found
    }

    /// Points Dovecot to an existing store.
    static func setting(_ store: MailStore, _ subject: HostFacts) -> Advice {
        let path = subject.forAllUsers(store.path)
        if let name = overridden(subject) {
            return [
                .note(
                    """
                    Remove \(name) from \(setting: "protocol imap"): it is only for IMAP, and other settings name the mail.
                    """), .reload,
            ]
        }
        if store.kind == "mbox" { return mbox(path, subject) }
        if let own = inboxPath(store, path, subject) { return own }
        return subject.is24
            ? [.note("Set mail_driver = \(store.kind) and \(setting: "mail_path = \(path)").")]
                + inboxPathToo(path, subject) + [.reload]
            : [.note("Set \(setting: "mail_location = \(store.kind):\(path)")."), .reload]
    }

    /// The INBOX is a file, and the other folders are in a directory of the home.
    private static func mbox(_ inbox: String, _ subject: HostFacts) -> Advice {
        let isMbox = (try? subject.mailDriver()) == "mbox"
        let steps: Advice =
            subject.is24
            ? (isMbox ? [] : [.note("Set mail_driver = mbox and \(setting: "mail_path = ~/mail").")])
                + [.note("Set \(setting: "mail_inbox_path = \(inbox)").")]
            : [.note("Set \(setting: "mail_location = mbox:~/mail:INBOX=\(inbox)").")]
        return steps + [.reload]
    }

    private static func overridden(_ subject: HostFacts) -> String? {
        let own = (try? subject.configuration())?.blocks("protocol", "imap").flatMap { $0.settings.keys } ?? []
        return ["mail_location", "mail_driver", "mail_path", "mail_inbox_path", "mail_home"].first(where: own.contains)
    }

    /// 2.4 finds the INBOX by mail_inbox_path, which Debian sets to the spool.
    private static func inboxPath(_ store: MailStore, _ path: String, _ subject: HostFacts) -> Advice? {
        guard subject.is24, let settings = try? subject.settings(), settings["mail_driver"] == store.kind,
            case let inbox = settings["mail_inbox_path"] ?? "", inbox != path,
            inbox.isEmpty ? store.kind == "maildir" : settings["mail_path"] != inbox
        else { return nil }
        return [
            .note(
                """
                Set \(setting: "mail_inbox_path = \(path)"): for the INBOX it overrides mail_path.
                """), .reload,
        ]
    }

    private static func inboxPathToo(_ path: String, _ subject: HostFacts) -> Advice {
        guard let inbox = (try? subject.settings())?["mail_inbox_path"], !inbox.isEmpty, inbox != path else {
            return []
        }
        return [.note("Set \(setting: "mail_inbox_path = \(path)") too.")]
    }

    private func article(_ kind: String) -> String { kind == "maildir" ? "a Maildir" : "an \(kind)" }

    var explanation: Explanation {
        Explanation(
            title: "Does the mail on disk have the format of the configured driver?",
            why: "With mail of another format, the driver reports no error: the login works, the mailbox is empty, and"
                + " folders named `cur` and `tmp` appear. Clients then delete their own copies. Fails where the configured"
                + " path has another format, warns (with --migrated: fails) where there is mail beside it.",
            byHand: "doveadm mailbox path -u USER -t mailbox INBOX; ls -a ~USER ~USER/Maildir",
            remedies: [
                "2.3: mail_location = maildir:~/Maildir", "2.4: mail_driver = maildir and mail_path = ~/Maildir",
                "2.4: the userdb's fields mail_driver and mail_path instead of 2.3's field mail",
            ],
            references: ["https://doc.dovecot.org/2.4.1/core/config/mail_location.html"])
    }
}

extension HostFacts {
    /// The path with the home and the account's name as variables, as a setting for all users needs it.
    func forAllUsers(_ path: String) -> String {
        let home = (try? userFields())?["home"] ?? ""
        if !home.isEmpty, path.hasPrefix(home + "/") { return "~" + path.dropFirst(home.count) }
        let account = host.probe?.user ?? ""
        let parts = account.utf8.split(separator: UInt8(ascii: "@"), maxSplits: 1).map { String(Substring($0)) }
        guard let local = parts.first else { return path }
        let (user, name, domain) =
            is24 ? ("%{user}", "%{user | username}", "%{user | domain}") : ("%u", "%n", "%d")
        return path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { part in
            switch String(Substring(part)) {
            case account: user
            case local: name
            case parts.last: domain
            case let other: other
            }
        }.joined(separator: "/")
    }
}
