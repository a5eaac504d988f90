import Fleet

struct UserInPassdb: Check {
    let id = "user.passdb"
    let decides: Condition? = .passdb
    let attempt: Attempt? = .sweep
    let asks: Set<Condition> = .lookups

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        guard let account = subject.host.probe?.user else { return .skipped(Subject.noAccount) }
        let forbidden = subject.passdbServes ? [] : subject.forbiddenCharacters(of: account)
        if !forbidden.isEmpty { return self.forbidden(forbidden, account, subject) }
        switch try subject.passdb() {
        case .unknownUser where subject.passdbServes,
            .broken where subject.passdbServes && !subject.lookupsProve("passdb"):
            return .skipped("the passdb answers logins, and no lookup: password.accepted proves the account")
        case .found: return .pass("\(account) is in the passdb")
        case .unknownUser: return unknown(account, subject)
        case .unsupported:
            let drivers = ((try? subject.drivers("passdb")) ?? []).joined(separator: ", ")
            return .skipped("\(drivers) answers only with a password: password.accepted proves it")
        case .forbidden(let number): throw Unjudgeable("Dovecot serves no mail to \(number)")
        case .unusable(let words): throw Unjudgeable(words)
        case .broken(let words): throw Unjudgeable("the passdb did not answer: \(words)")
        case .unasked(let reason): throw Unjudgeable(reason)
        }
    }
}

extension Subject {
    /// The networks that the account's entry in a passwd-file is for; nil where it is for all.
    fileprivate var allowedNetworks: String? {
        let stored = (try? laterPart("account", "stored"))?.lines.compactMap { $0.cut(at: "\t") }
        return stored?.first { $0.0 == "allow_nets" }.map { String($0.1) }
    }

    /// The line of the log by which Dovecot passes over the account's entry in a passwd-file.
    fileprivate func invalidEntry(of account: String) -> LogLine? {
        let start = "User \(account) "
        return (try? logLines())?.last { line in
            line.isAuth
                && line.text.after("passwd-file ").map { $0.contains(start) && $0.contains(" invalid ") } == true
        }
    }
}

extension UserInPassdb {
    /// Dovecot says so in its log only with `auth_verbose = yes`; to all others the user is unknown.
    private func forbidden(_ characters: [Character], _ account: String, _ subject: Subject) -> Judgement {
        let drivers = ((try? subject.drivers("passdb")) ?? []).joined(separator: ", ")
        let list = characters.map { "`\($0)`" }.joined(separator: " ")
        let set = (try? subject.settings())?["auth_username_chars"] ?? ""
        return .fail(
            "the passdb (\(drivers)) does not know \(account): auth_username_chars forbids \(list)",
            signature: "\(account) characters",
            evidence: [Finding.Excerpt(probe: "config.settings", excerpt: "auth_username_chars = \(set)")],
            remedy: [
                .note(
                    """
                    Add \(setting: String(characters)) to auth_username_chars, or take that line out: by itself Dovecot \
                    allows letters, digits and .-_@.
                    """), .reload,
            ], reason: .forbiddenName)
    }

    private func unknown(_ account: String, _ subject: Subject) -> Judgement {
        let drivers = ((try? subject.drivers("passdb")) ?? []).joined(separator: ", ")
        if let invalid = subject.invalidEntry(of: account) {
            return .fail(
                "the entry of \(account) cannot be used: \(invalid.text)", signature: "\(account) invalid",
                evidence: subject.excerpt(invalid),
                remedy: [
                    .note("Correct the entry: a uid or gid is a number, or the name of an account of this host."),
                    .reload,
                ],
                reason: .unknownAccount(databases: (try? subject.drivers("passdb")) ?? []))
        }
        if let networks = subject.allowedNetworks { return elsewhere(networks, account, subject) }
        let bare = subject.lookedUpWithoutDomain(account)
        return .fail(
            "the passdb (\(drivers)) does not know \(bare?.words ?? account)", signature: account,
            evidence: subject.excerpt("account", "lookup"),
            remedy: (subject.literalUsernameFormat ?? bare?.advice ?? add(account, subject)) + [
                .run("doveadm auth lookup \(account)"),
                .note("If the account is not meant to exist here, correct dovesweep_probe_user."),
            ], reason: .unknownAccount(databases: (try? subject.drivers("passdb")) ?? []))
    }

    private func elsewhere(_ networks: String, _ account: String, _ subject: Subject) -> Judgement {
        let client = subject.clientAddress
        return .fail(
            "the passdb has \(account) for clients of other networks alone (allow_nets=\(networks))"
                + (client.map { ", and this sweep comes from \($0)" } ?? ""),
            signature: "\(account) allow_nets", evidence: subject.excerpt("account", "stored"),
            remedy: [
                .note(
                    """
                    If clients may come from \(client ?? "there"), add it to allow_nets of the account in the passwd-file. \
                    Else sweep from a network that is allowed.
                    """), .run("doveadm auth lookup -x \("rip=" + (client ?? "127.0.0.1")) \(account)"),
            ])
    }

    private func add(_ account: String, _ subject: Subject) -> Advice {
        hint(subject) + subject.cacheHint(account) + searched(subject) + [
            .note("Add \(account) to the passdb, with a hash that doveadm pw made.")
        ]
    }

    /// A directory or a database answers the question that it is asked, and no other.
    private func searched(_ subject: Subject) -> Advice {
        let drivers = (try? subject.drivers("passdb")) ?? []
        if drivers.contains("ldap") {
            return [
                .note(
                    "If the directory has it, the base or the filter of the passdb leaves it out: try ldapsearch with both."
                )
            ]
        }
        return drivers.contains("sql") ? [.note("If the table has it, the query of the passdb leaves it out.")] : []
    }

    /// `allow_nets` makes a passdb deny, to whom it does not like, that the account is there at all.
    private func hint(_ subject: Subject) -> Advice {
        guard case .found? = try? subject.userdb() else { return [] }
        return [.note("The userdb has it: if the passdb has it too, it is allow_nets that keeps it from being found.")]
    }

    var explanation: Explanation {
        Explanation(
            title: "Does the passdb know the probe account?",
            why: "To clients an unknown user and a wrong password are the same answer; here they are told apart.",
            byHand: "doveadm auth lookup USER",
            remedies: [
                "Add the account to the passdb.", "Allow its characters: auth_username_chars.",
                "Compare auth_username_format with the name that clients type.",
            ],
            references: ["https://doc.dovecot.org/2.4.1/core/config/auth/passdb.html"])
    }
}
