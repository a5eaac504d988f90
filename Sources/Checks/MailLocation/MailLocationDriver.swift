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
    /// The userdb field `mail` of 2.3, which 2.4 ignores, or `mail_path` of 2.4, which 2.3 ignores.
    private func ignoredField(_ inbox: String, _ subject: HostFacts) throws(MissingFact) -> Judgement? {
        let fields = try subject.userFields()
        let names = subject.is24 ? ["mail", "mail_location"] : ["mail_path"]
        guard let name = names.first(where: { fields[$0] != nil }), let location = fields[name] else { return nil }
        let parts = subject.is24 ? location.cut(at: ":") : (kind(of: location, subject), location[...])
        guard let (kind, rest) = parts else { return nil }
        let named = String(rest.prefix { $0 != ":" })
        let path = named.hasPrefix("~") ? (fields["home"] ?? "") + named.dropFirst() : named
        let found = try subject.mailStores()
        let places = [found?.root ?? inbox, inbox].map(plain)
        guard path.hasPrefix("/"), !places.contains(plain(path)) else { return nil }
        let isUsed = found?.stores.contains { places.contains(plain($0.path)) && $0.hasMail } ?? false
        return ignored(name, location, String(kind), path, looksIn: places[0], isUsed: isUsed, subject)
    }

    /// Of the mail at the path, else the usual one.
    private func kind(of path: String, _ subject: HostFacts) -> Substring {
        let stores = (try? subject.mailStores())?.stores ?? []
        return stores.first { plain($0.path) == plain(path) }.map { $0.kind[...] } ?? "maildir"
    }

    private func plain(_ path: String) -> String { path.hasSuffix("/") ? String(path.dropLast()) : path }
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

    /// A userdb takes the extra fields of a passwd-file that begin with `userdb_`.
    private func unprefixed(_ name: String, _ subject: HostFacts) -> Judgement {
        let account = subject.host.probe?.user ?? ""
        let hasMail = (try? subject.mailStores())?.stores.contains(where: \.hasMail) ?? false
        return Judgement(
            verdict: hasMail ? .warn : .fail,
            summary:
                "the passwd-file gives \(account) the field \(name), which Dovecot ignores: a field of the userdb begins"
                + " with userdb_" + (hasMail ? "" : "; there is no mail where Dovecot looks"),
            signature: "unprefixed \(name)", evidence: subject.excerpt("account", "stored"),
            remedy: [
                .note("Write \(setting: "userdb_\(name)=") in place of \(setting: "\(name)=") in the passwd-file."),
                .run("doveadm user \(account)"),
            ])
    }

    private func ignored(
        _ name: String, _ location: String, _ kind: String, _ path: String, looksIn root: String, isUsed: Bool,
        _ subject: HostFacts
    ) -> Judgement {
        let account = subject.host.probe?.user ?? ""
        return Judgement(
            verdict: isUsed ? .warn : .fail,
            summary:
                "the userdb gives \(account) \(name) = \(location), which \(subject.is24 ? "2.4" : "2.3") ignores: Dovecot"
                + " looks in \(root)" + (isUsed ? "" : ", where there is no mail"),
            signature: "mail \(kind)", evidence: subject.excerpt("account", "user", lines: 8),
            remedy: [
                subject.is24
                    ? .note(
                        """
                        The userdb must return mail_driver = \(setting: kind) and mail_path = \(setting: path) instead \
                        of \(name). A passwd-file has \(setting: "userdb_mail_driver=\(kind) userdb_mail_path=\(path)").
                        """)
                    : .note(
                        """
                        The userdb must return \(setting: "mail = \(kind):\(path)") instead of mail_driver and mail_path. \
                        A passwd-file has \(setting: "userdb_mail=\(kind):\(path)").
                        """)
            ] + inboxField(path, subject) + [
                .note("Mail that came to \(setting: root) since the upgrade is still there: move it afterwards."),
                .reload,
            ])
    }

    /// For the INBOX, mail_inbox_path of the configuration overrides mail_path of the userdb.
    private func inboxField(_ path: String, _ subject: HostFacts) -> Advice {
        guard subject.is24, let inbox = (try? subject.settings())?["mail_inbox_path"], !inbox.isEmpty else { return [] }
        return [
            .note(
                """
                The configuration has mail_inbox_path = \(setting: inbox), so the userdb must also return \
                mail_inbox_path = \(setting: path). A passwd-file has \(setting: "userdb_mail_inbox_path=\(path)").
                """)
        ]
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
