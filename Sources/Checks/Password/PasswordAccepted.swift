import Fleet

struct PasswordAccepted: Check {
    let id = "password.accepted"
    let decides: Condition? = .password
    let attempt: Attempt? = .sweep
    let asks: Set<Condition> = .lookups

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        guard let probe = subject.host.probe else { return .skipped(Subject.noAccount) }
        guard probe.password != nil else {
            return .skipped(
                "no password for \(probe.user): give one by dovesweep_probe_password_file or --probe-password-file")
        }
        switch try subject.password() {
        case .accepted(let fields) where fields.contains("nologin"):
            return rejected("the account may not log in (nologin)", "nologin", probe.user, subject)
        case .accepted: return .pass("the password of \(probe.user) is accepted")
        case .refused where (try? subject.settings())?["auth_ssl_require_client_cert"] == "yes":
            throw Unjudgeable(
                "Dovecot serves only clients that show a certificate (auth_ssl_require_client_cert = yes), and"
                    + " dovesweep has none to show")
        case .refused: return refused(probe.user, subject)
        case .rejected("pass_expired"): return rejected("the password has expired", "pass_expired", probe.user, subject)
        case .rejected(let code): return rejected("the login is refused (\(code))", code, probe.user, subject)
        case .broken(let words): throw Unjudgeable("the password database did not answer: \(words)")
        case .unasked(let reason): throw Unjudgeable("not tried: \(reason)")
        }
    }
}

extension PasswordAccepted {
    /// A userdb without the account explains a refused password only where the passdb could not be asked.
    func isExplained(_ own: Judged, by other: Judged, among all: [Judged]) -> Bool {
        other.breaks != .userdb || all.contains { $0.check.decides == .passdb && $0.finding.verdict == .skipped }
    }

    /// PAM knows the password and refuses the account (pam_acct_mgmt(3)), which to clients is the same answer.
    ///
    /// - Returns: the name that PAM was asked for; nil where it did not refuse this account.
    private func expired(_ account: String, _ subject: Subject) -> String? {
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

    private func refused(_ account: String, _ subject: Subject) -> Judgement {
        let refusal = subject.pamRefusal
        if refusal?.isOfPassword != false, let name = expired(account, subject) {
            return .fail(
                "the account \(account) has expired, or PAM denies it the service", signature: "\(account) expired",
                evidence: subject.excerpt("password"),
                remedy: [
                    .run("chage -l \(name)"), .run("chage -E -1 \(name)"),
                    .note("If it had not expired, as the log may speak of before, set the password anew with passwd."),
                ])
        }
        if let refusal {
            return .fail(
                "PAM refuses \(account): \(refusal.why)", signature: "\(account) \(refusal.signature)",
                evidence: subject.excerpt("password") + subject.excerpt("attempts", "pam", lines: 12),
                remedy: refusal.remedy)
        }
        return wrong(account, subject)
    }

    private func wrong(_ account: String, _ subject: Subject) -> Judgement {
        var judgement = Judgement.fail(
            "the password of \(account) is refused", signature: account, evidence: subject.excerpt("password"),
            remedy: subject.cacheHint(account) + [
                .note("Compare the password that dovesweep was given with the account's, or set it anew.")
            ] + renewal(account, subject))
        judgement.leavesReasonToLog = true
        return judgement
    }

    private func renewal(_ account: String, _ subject: Subject) -> Advice {
        let drivers = (try? subject.drivers("passdb")) ?? []
        if drivers.contains("ldap") {
            return [
                .note(
                    """
                    With auth_bind, in 2.4 passdb_ldap_bind, the directory itself refuses: try the DN of \
                    auth_bind_userdn, or of the entry that the filter finds, with ldapwhoami. A DN that does not exist looks \
                    like a wrong password. Without, the entry's hash is compared: set it anew.
                    """)
            ]
        }
        guard drivers.contains("pam") else {
            return [.note("Make the new hash with this command."), .run("doveadm pw -s SHA512-CRYPT")]
        }
        let name = subject.lookupName(of: account) ?? account
        let service = (try? subject.laterPart("attempts", "pam"))?.lines.lazy.compactMap { $0.after("service ") }.first
        return [
            .note("The program passwd sets it. A locked account looks the same:"), .run("passwd -S \(name)"),
            .note("PAM may refuse for another reason: its rules are in /etc/pam.d/\(service ?? "dovecot")."),
        ]
    }

    private func renewal(of name: String) -> Advice { [.run("passwd \(name)"), .run("chage -l \(name)")] }

    private func rejected(_ what: String, _ code: String, _ account: String, _ subject: Subject) -> Judgement {
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
                "Asked of Dovecot itself, apart from network and TLS, so that a wrong password and a broken"
                + " backend are never "
                + "taken for each other. On 2.3 the exit status is 77 for both.",
            byHand:
                "doveadm auth test -x service=imap -x no-penalty USER   # it reads the password from standard input",
            remedies: ["Set the password anew, or correct the one that dovesweep is given."],
            references: ["doveadm-auth(1)"])
    }
}
