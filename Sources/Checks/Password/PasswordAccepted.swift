import Fleet

struct PasswordAccepted: Check {
    let id = "password.accepted"
    let decides: Condition? = .password
    let attempt: Attempt? = .sweep
    let asks: Set<Condition> = .lookups

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        guard let probe = subject.host.probe else { return .skipped(HostFacts.noAccount) }
        guard probe.password != nil else {
            return .skipped(
                "no password for \(probe.user): give one with dovesweep_probe_password_file or --probe-password-file")
        }
        switch try subject.password() {
        case .accepted(let fields) where fields.contains("nologin"):
            return rejected("the account is not allowed to log in (nologin)", "nologin", probe.user, subject)
        case .accepted: return .pass("the password of \(probe.user) is accepted")
        case .refused where (try? subject.settings())?["auth_ssl_require_client_cert"] == "yes":
            throw MissingFact(
                "Dovecot serves only clients that send a certificate (auth_ssl_require_client_cert = yes), and"
                    + " dovesweep has none")
        case .refused: return refused(probe.user, subject)
        case .rejected("pass_expired"): return rejected("the password has expired", "pass_expired", probe.user, subject)
        case .rejected(let code): return rejected("the login is refused (\(code))", code, probe.user, subject)
        case .broken(let words): throw MissingFact("the password database did not answer: \(words)")
        case .unasked(let reason): throw MissingFact("not tried: \(reason)")
        }
    }
}

extension PasswordAccepted {
    /// A userdb without the account explains a refused password only if the passdb could not be asked.
    func isExplained(_ own: JudgedFinding, by other: JudgedFinding, among all: [JudgedFinding]) -> Bool {
        other.breaks != .userdb || all.contains { $0.check.decides == .passdb && $0.finding.verdict == .skipped }
    }

    /// The name for which pam_acct_mgmt(3) failed after a right password; clients see no difference.
    private func expired(_ account: String, _ subject: HostFacts) -> String? {
        let lines = (try? subject.logLines()) ?? []
        let names = [subject.lookupName(of: account), account].compactMap { $0 }
        return names.first { name in
            lines.contains { line in
                let words = "\(line.prefix) \(line.text)"
                return line.text.contains("pam_acct_mgmt() failed: Authentication failure")
                    && ["(\(name))", "(\(name),"].contains { words.contains($0) }
            }
        }
    }

    private func refused(_ account: String, _ subject: HostFacts) -> Judgement {
        let refusal = subject.pamRefusal
        if refusal?.isOfPassword != false, let name = expired(account, subject) {
            return .fail(
                "the account \(account) has expired, or PAM denies it this service", signature: "\(account) expired",
                evidence: subject.excerpt("password"),
                remedy: [
                    .run("chage -l \(name)"), .run("chage -E -1 \(name)"),
                    .note(
                        "If it has not expired, the log may be about an earlier login: set a new password with passwd."),
                ])
        }
        if let refusal {
            return .fail(
                "PAM refuses \(account): \(refusal.why)", signature: "\(account) \(refusal.signature)",
                evidence: subject.excerpt("password") + subject.excerpt("attempts", "pam", lines: 12),
                remedy: refusal.kind == .missing("passwd")
                    ? virtual(account, subject) ?? refusal.remedy : refusal.remedy)
        }
        return wrong(account, subject)
    }

    /// For an account that another database than the system's has.
    private func virtual(_ account: String, _ subject: HostFacts) -> Advice? {
        let userdbs = ((try? subject.drivers("userdb")) ?? []).filter {
            !["passwd", "static", "prefetch"].contains($0)
        }
        guard account.contains("@"), case .found? = try? subject.userdb(), let userdb = userdbs.first else {
            return nil
        }
        return [
            .note(
                """
                PAM knows only accounts of the system, and the userdb (\(userdb)) has this one: use the database of the \
                userdb as passdb.
                """),
            .run("doveconf -n passdb userdb"),
            .note("If the accounts are those of the system, see auth_username_format, which removes the domain."),
        ]
    }

    private func wrong(_ account: String, _ subject: HostFacts) -> Judgement {
        if (try? subject.drivers("passdb")) == ["passwd"] { return withoutShadow(account, subject) }
        let isCut = (try? subject.partIfCollected("account", "stored"))?.lines.contains("hash cut") == true
        let why = isCut ? ": the hash that is stored for it is not complete" : ""
        var judgement = Judgement.fail(
            "the password of \(account) is refused\(why)", signature: account, evidence: subject.excerpt("password"),
            remedy: memoryHint(subject) + subject.cacheHint(account) + [
                .note("Compare the password given to dovesweep with that of the account, or set a new one.")
            ] + renewal(account, subject))
        judgement.leavesReasonToLog = true
        return judgement
    }

    /// getpwnam(3) gives `x` for a password that is in the shadow file.
    private func withoutShadow(_ account: String, _ subject: HostFacts) -> Judgement {
        .fail(
            "the password of \(account) is refused: the passdb passwd reads /etc/passwd, which has no password where there is"
                + " an /etc/shadow",
            signature: "\(account) passwd", evidence: subject.excerpt("password"),
            remedy: [
                .note("Use PAM: \(setting: subject.is24 ? "passdb pam { }" : "driver = pam") in place of passwd."),
                .run("doveconf -n passdb"), .restart,
                .note("If /etc/passwd itself has the hash, as on FreeBSD, the password is wrong."),
            ])
    }

    /// Dovecot refuses a password without a word if it lacks the memory to hash it.
    private func memoryHint(_ subject: HostFacts) -> Advice {
        let stored = (try? subject.partIfCollected("account", "stored"))?.lines ?? []
        guard stored.contains(where: { $0.begins(with: "scheme ARGON2") }),
            let limit = (try? subject.sections())?.blocks("service", "auth").first?.settings["vsz_limit"],
            case let size = words(of: limit), size.count == 2, size[1] == "M",
            let megabytes = number(size[0], in: 0...1_000_000), megabytes < 128
        else { return [] }
        return [
            .note(
                """
                The hash is ARGON2, which takes 64 MB or more to compare: set vsz_limit of service auth, which is \
                \(setting: limit), to 256M first.
                """), .reload,
        ]
    }

    private func renewal(_ account: String, _ subject: HostFacts) -> Advice {
        let drivers = (try? subject.drivers("passdb")) ?? []
        if drivers.contains("ldap") {
            return [
                .note(
                    """
                    With auth_bind, in 2.4 passdb_ldap_bind, the LDAP server itself refuses: try the DN of \
                    auth_bind_userdn, or of the entry that the filter finds, with ldapwhoami. A DN that does not exist looks \
                    like a wrong password. Without auth_bind, the hash in the entry is compared: set a new one.
                    """)
            ]
        }
        guard drivers.contains("pam") else {
            let column: Advice =
                drivers.contains("sql")
                ? [
                    .note(
                        "A column that is too short cuts the hash: SHA512-CRYPT needs 106 characters, or 120 with its scheme. A carriage return at its end, as of a file from Windows, spoils it."
                    )
                ] : []
            // The default of 2.3's drivers was often another (default_pass_scheme).
            let named = subject.defaultScheme
            let isBare = subject.is24 && drivers.contains("sql") && named == nil
            let scheme: Advice =
                isBare
                ? [
                    .note(
                        """
                        2.4 takes a hash without a prefix such as \(setting: "{CRYPT}") for plain text: set \
                        \(setting: "passdb_default_password_scheme = CRYPT") in the passdb, if the hashes have none.
                        """)
                ] : named.map(AuthSchemes.other) ?? []
            let place = (try? subject.configuration())?.blocks("passdb").lazy.filter(\.isPasswdFile)
                .compactMap(\.databaseFile).first
            return column + scheme + [
                .note("Create the new hash with this command, and store it\(place.map { " in \($0)" } ?? "")."),
                .run("doveadm pw -s SHA512-CRYPT"),
            ]
        }
        let name = subject.lookupName(of: account) ?? account
        let service = (try? subject.partIfCollected("attempts", "pam"))?.lines.lazy.compactMap { $0.after("service ") }
            .first
        return [
            .note("Set a new one with passwd. A locked account, or one without a line in /etc/shadow, looks the same:"),
            .run("passwd -S \(name); getent shadow \(name) | cut -d: -f1"),
            .note("PAM may refuse for another reason: its rules are in /etc/pam.d/\(service ?? "dovecot")."),
        ]
    }

    private func renewal(of name: String) -> Advice { [.run("passwd \(name)"), .run("chage -l \(name)")] }

    private func rejected(_ what: String, _ code: String, _ account: String, _ subject: HostFacts) -> Judgement {
        .fail(
            "\(account): \(what)", signature: "\(account) \(code)", evidence: subject.excerpt("password"),
            remedy: code == "pass_expired"
                ? renewal(of: subject.lookupName(of: account) ?? account)
                : [.note("Allow \(account) to log in, or use another probe account.")]
        )
    }

    var explanation: Explanation {
        Explanation(
            title: "Is the probe account's password accepted?",
            why:
                "Dovecot itself is asked, without network and TLS, so a wrong password and a broken backend are never"
                + " confused. On 2.3 the exit status is 77 for both.",
            byHand:
                "doveadm auth test -x service=imap -x no-penalty USER   # it reads the password from standard input",
            remedies: ["Set a new password, or correct the one that is given to dovesweep."],
            references: ["doveadm-auth(1)"])
    }
}
