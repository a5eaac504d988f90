import Fleet

struct UserInPassdb: Check {
    let id = "user.passdb"
    let decides: Condition? = .passdb
    let attempt: Attempt? = .sweep
    let asks: Set<Condition> = .lookups

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        guard let account = subject.host.probe?.user else { return .skipped(HostFacts.noAccount) }
        let forbidden = subject.passdbServes ? [] : subject.forbiddenCharacters(of: account)
        if !forbidden.isEmpty { return self.forbidden(forbidden, account, subject) }
        switch try subject.passdb() {
        case .unknownUser where subject.passdbServes,
            .broken where subject.loginProven || subject.passdbServes && !subject.lookupsProve("passdb"):
            return .skipped("the passdb answers logins, not lookups: password.accepted proves the account")
        case .found: return .pass("\(account) is in the passdb")
        case .unknownUser: return unknown(account, subject)
        case .withoutPassword: return withoutPassword(account, subject)
        case .unsupported:
            let drivers = ((try? subject.drivers("passdb")) ?? []).joined(separator: ", ")
            return .skipped(
                "\(drivers.isEmpty ? "the passdb" : drivers) answers only with a password: password.accepted proves it")
        case .forbidden(let number): throw MissingFact("Dovecot serves no mail to \(number)")
        case .unusable(let words), .misconfigured(let words): throw MissingFact(words)
        case .broken(let words): throw MissingFact("the passdb did not answer: \(words)")
        case .unasked(let reason): throw MissingFact(reason)
        }
    }
}

extension HostFacts {
    /// What may keep a directory or table from finding an account that it has. `kind`: passdb or userdb.
    func whatExcludes(_ account: String, from kind: String) -> Advice {
        let drivers = (try? drivers(kind)) ?? []
        if drivers.contains("ldap") {
            let base = databaseSetting("base")
            let filter = is24 ? "\(kind)_ldap_filter" : kind == "passdb" ? "pass_filter" : "user_filter"
            return [
                .note(
                    """
                    If the LDAP server has it, the base\(base.map { " \($0.value) of \($0.place)" } ?? "") or \(filter) \
                    excludes it, or the server hides it from Dovecot\u{2019}s account: try ldapsearch with the three.
                    """)
            ]
        }
        return drivers.contains("sql")
            ? [
                .note(
                    "If the table has it, its spelling differs, as in capital letters, or the query of the \(kind) excludes it."
                )
            ] : []
    }

    /// `allow_nets` of the account's passwd-file entry; nil for all networks.
    fileprivate var allowedNetworks: String? {
        let stored = (try? partIfCollected("account", "stored"))?.lines.compactMap { $0.cut(at: "\t") }
        return stored?.first { $0.0 == "allow_nets" }.map { String($0.1) }
    }

    /// Why Dovecot overlooks the account's line in the passwd-file.
    fileprivate func spelling(of account: String) -> (why: String, remedy: Remedy.Note)? {
        let stored = (try? partIfCollected("account", "stored"))?.lines ?? []
        if let name = stored.lazy.compactMap({ $0.after("spelt ") }).first {
            return (
                "the passwd-file spells it \(name), and Dovecot looks for names in lower case",
                "Write \(setting: String(name)) in lower case in the passwd-file."
            )
        }
        guard stored.contains("mark") else { return nil }
        return (
            "the passwd-file begins with a byte order mark, which becomes part of the first name",
            "Remove the first three bytes of the passwd-file: save it as UTF-8 without a byte order mark."
        )
    }

    /// The passwd-file of a passdb with `deny = yes` that lists the account.
    fileprivate var denyingFile: String? {
        let named = Set(((try? partIfCollected("account", "stored"))?.lines ?? []).compactMap { $0.after("named /") })
        let denying = (try? configuration())?.blocks("passdb").filter { $0.settings["deny"] == "yes" } ?? []
        return denying.lazy.compactMap(\.databaseFile).first { named.contains($0.dropFirst()) }
    }

    /// The user of the auth workers, if the passdb is `shadow` and that user is not root.
    fileprivate var workerWithoutShadow: String? {
        guard let passdbs = try? drivers("passdb"), passdbs.contains("shadow"),
            let user = (try? configuration())?.blocks("service", "auth-worker").first?.settings["user"],
            !["", "root"].contains(user)
        else { return nil }
        let usual = (try? settings())?["default_internal_user"] ?? "dovecot"
        return ["$default_internal_user", "$SET:default_internal_user"].contains(user) ? usual : user
    }

    fileprivate func invalidEntry(of account: String) -> LogLine? {
        let start = "User \(account) "
        return (try? logLines())?.last { line in
            line.isAuth
                && line.text.after("passwd-file ").map { $0.contains(start) && $0.contains(" invalid ") } == true
        }
    }
}

extension UserInPassdb {
    /// Dovecot logs this only with `auth_verbose = yes`.
    private func forbidden(_ characters: [Character], _ account: String, _ subject: HostFacts) -> Judgement {
        let drivers = ((try? subject.drivers("passdb")) ?? []).joined(separator: ", ")
        if !characters.contains(where: account.contains) { return translated(account, drivers, subject) }
        let list = characters.map { "`\($0)`" }.joined(separator: " ")
        let set = (try? subject.settings())?["auth_username_chars"] ?? ""
        return .fail(
            "the passdb (\(drivers)) does not know \(account): auth_username_chars forbids \(list)",
            signature: "\(account) characters",
            evidence: [Finding.Excerpt(probe: "config.settings", excerpt: "auth_username_chars = \(set)")],
            remedy: [
                .note(
                    """
                    Add \(setting: String(characters)) to auth_username_chars, or remove that line: by default Dovecot \
                    allows letters, digits and .-_@.
                    """), .reload,
            ], reason: .forbiddenName)
    }

    /// What Dovecot makes of the name has the characters, and the name has not.
    private func translated(_ account: String, _ drivers: String, _ subject: HostFacts) -> Judgement {
        let pairs = (try? subject.settings())?["auth_username_translation"] ?? ""
        return .fail(
            "the passdb (\(drivers)) does not know \(account): auth_username_translation = \(pairs) makes a name of it"
                + " that auth_username_chars forbids",
            signature: "\(account) translation",
            evidence: [Finding.Excerpt(probe: "config.settings", excerpt: "auth_username_translation = \(pairs)")],
            remedy: [
                .note(
                    """
                    Remove auth_username_translation, or correct it: it has pairs, of a character and what replaces it.
                    """), .reload,
            ], reason: .forbiddenName)
    }

    private func unknown(_ account: String, _ subject: HostFacts) -> Judgement {
        let drivers = ((try? subject.drivers("passdb")) ?? []).joined(separator: ", ")
        if let user = subject.workerWithoutShadow { return unread(by: user, account, subject) }
        if let invalid = subject.invalidEntry(of: account) {
            return .fail(
                "the entry of \(account) is invalid: \(invalid.text)", signature: "\(account) invalid",
                evidence: subject.excerpt(invalid),
                remedy: [
                    .note("Correct the entry: a uid or gid is a number, or the name of an account of this host."),
                    .reload,
                ],
                reason: .unknownAccount(databases: (try? subject.drivers("passdb")) ?? []))
        }
        if let file = subject.denyingFile { return denied(by: file, account, subject) }
        if let spelling = subject.spelling(of: account) { return misspelt(spelling, account, subject) }
        if let networks = subject.allowedNetworks { return elsewhere(networks, account, subject) }
        if let file = subject.storedWord("absent") { return subject.withoutFile(file, of: "passdb", account) }
        let bare =
            subject.lookedUpWithDomain(account) ?? subject.lookedUpWithoutDomain(account)
            ?? subject.lookedUpByOwnFormat(account, in: "passdb")
        var judgement = Judgement.fail(
            "the passdb (\(drivers)) does not know \(bare?.words ?? account)", signature: account,
            evidence: subject.excerpt("account", "lookup"),
            remedy: (subject.literalUsernameFormat ?? bare?.advice ?? add(account, subject)) + [
                .run("doveadm auth lookup \(account)"),
                .note("If the account must not exist here, correct dovesweep_probe_user."),
            ], reason: .unknownAccount(databases: (try? subject.drivers("passdb")) ?? []))
        judgement.leavesReasonToLog = subject.literalUsernameFormat == nil && bare == nil
        return judgement
    }

    /// getspnam(3) finds nothing for a process that may not read the file.
    private func unread(by user: String, _ account: String, _ subject: HostFacts) -> Judgement {
        .fail(
            "the passdb does not know \(account): it reads the shadow file, and service auth-worker runs as \(user), which may"
                + " not read that file",
            signature: "auth-worker \(user)", evidence: subject.excerpt("config", "written", lines: 12),
            remedy: [
                .run("doveconf -n service"),
                .note("Remove user from service auth-worker, or set it to root: only root reads /etc/shadow."),
                .restart,
            ], reason: .unknownAccount(databases: ["shadow"]))
    }

    private func denied(by file: String, _ account: String, _ subject: HostFacts) -> Judgement {
        .fail(
            "\(file), whose passdb has deny = yes, lists \(account): Dovecot refuses its logins",
            signature: "\(account) denied", evidence: subject.excerpt("account", "stored"),
            remedy: [
                .note(
                    "If \(account) may log in, remove its line from \(setting: file). A change takes effect at once."),
                .run("grep -n -F \(account) \(file)"),
            ])
    }

    private func withoutPassword(_ account: String, _ subject: HostFacts) -> Judgement {
        .fail(
            "the passdb has \(account) without a password: every login is refused, and Dovecot logs no error",
            signature: "\(account) without password", evidence: subject.excerpt("account", "lookup"),
            remedy: [
                .note("Store a hash of its password, made by this command. It may be NULL, as after an import."),
                .run("doveadm pw -s SHA512-CRYPT"),
            ])
    }

    private func misspelt(
        _ spelling: (why: String, remedy: Remedy.Note), _ account: String, _ subject: HostFacts
    ) -> Judgement {
        .fail(
            "the passdb does not know \(account): \(spelling.why)", signature: "\(account) spelling",
            evidence: subject.excerpt("account", "stored"),
            remedy: [.note(spelling.remedy), .run("doveadm auth lookup \(account)")],
            reason: .unknownAccount(databases: (try? subject.drivers("passdb")) ?? []))
    }

    private func elsewhere(_ networks: String, _ account: String, _ subject: HostFacts) -> Judgement {
        let client = subject.clientAddress
        return .fail(
            "the passdb has \(account) only for clients of other networks (allow_nets=\(networks))"
                + (client.map { ", and this sweep comes from \($0)" } ?? ""),
            signature: "\(account) allow_nets", evidence: subject.excerpt("account", "stored"),
            remedy: [
                .note(
                    """
                    If clients may connect from \(client ?? "there"), add it to allow_nets of the account in the passwd-file. \
                    Else sweep from a network that is allowed.
                    """), .run("doveadm auth lookup -x \("rip=" + (client ?? "127.0.0.1")) \(account)"),
            ])
    }

    private func add(_ account: String, _ subject: HostFacts) -> Advice {
        subject.endsSearch("passdb") + hint(subject) + subject.cacheHint(account)
            + subject.whatExcludes(account, from: "passdb") + [
                .note("Add \(account) to the passdb, with a hash from doveadm pw.")
            ]
    }

    /// With `allow_nets`, a passdb denies to other clients that the account exists.
    private func hint(_ subject: HostFacts) -> Advice {
        guard case .found? = try? subject.userdb() else { return [] }
        return [.note("The userdb has it. If the passdb has it too, allow_nets hides it.")]
    }

    var explanation: Explanation {
        Explanation(
            title: "Does the passdb know the probe account?",
            why:
                "A client gets the same answer for an unknown user and a wrong password. This check tells the difference.",
            byHand: "doveadm auth lookup USER",
            remedies: [
                "Add the account to the passdb.", "Allow its characters: auth_username_chars.",
                "Compare auth_username_format with the name that clients type.",
            ],
            references: ["https://doc.dovecot.org/2.4.1/core/config/auth/passdb.html"])
    }
}
