import Fleet

struct UserInUserdb: Check {
    let id = "user.userdb"
    let decides: Condition? = .userdb
    let attempt: Attempt? = .sweep
    let asks: Set<Condition> = .lookups

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        guard let account = subject.host.probe?.user else { return .skipped(HostFacts.noAccount) }
        if subject.host.role == .proxy { return .skipped("a proxy has no users of its own") }
        if !subject.loginProven, let file = subject.storedWord("shifted") { return shifted(file, account, subject) }
        switch try subject.userdb() {
        case .found(let fields): return try complete(fields, account, subject)
        case .unknownUser: return unknown(account, subject)
        case .withoutPassword: throw MissingFact("the account has no password")
        case .forbidden(let number): return forbidden(number, account, subject)
        case .unusable(let words): return unusable(words, account, subject)
        case .misconfigured:
            return .skipped("a mail setting fails the lookup: mail-location.resolves judges it")
        case .unsupported:
            if subject.loginProven {
                return .skipped("the userdb cannot be queried without a password; the login proves it")
            }
            throw MissingFact("the userdb cannot be queried without a password (static or prefetch)")
        case .broken where subject.loginProven && !subject.lookupsProve("userdb"):
            return .skipped("the userdb answers logins, not lookups: the login proves it")
        case .broken(let words): throw MissingFact("the userdb did not answer: \(words)")
        case .unasked(let reason): throw MissingFact(reason)
        }
    }

    /// One database that lacks the account fails both lookups.
    func isExplained(_ own: JudgedFinding, by other: JudgedFinding, among all: [JudgedFinding]) -> Bool {
        other.breaks != .passdb || other.reason == .forbiddenName || own.reason != nil && own.reason == other.reason
    }

    private func unusable(_ words: String, _ account: String, _ subject: HostFacts) -> Judgement {
        .fail(
            "the userdb entry of \(account) cannot be used: \(words)", signature: "\(account) unusable",
            evidence: subject.excerpt("account", "inbox"),
            remedy: Meaning.of(words)?.advice ?? [.note("Correct it in the userdb."), .run("doveadm user \(account)")])
    }

    private func forbidden(_ number: String, _ account: String, _ subject: HostFacts) -> Judgement {
        let settings = try? subject.settings()
        if number.hasPrefix("UID "), let uid = Fleet.number(number.dropFirst(4), in: userIDs) {
            let first = settings?["first_valid_uid"].flatMap { Fleet.number($0, in: userIDs) } ?? 500
            let last = settings?["last_valid_uid"].flatMap { Fleet.number($0, in: userIDs) } ?? 0
            return notPermitted(uid, first: first, last: last, account, subject)
        }
        return .fail(
            "Dovecot serves no mail to \(number) of \(account): its logins end with an internal error",
            signature: "\(account) \(number)", evidence: subject.excerpt("account", "inbox"),
            remedy: [
                .note("Correct it in the userdb, or the range of first_valid_gid and last_valid_gid."), .reload,
            ])
    }

    private func complete(_ fields: [String: String], _ account: String, _ subject: HostFacts) throws(MissingFact)
        -> Judgement
    {
        if let field = ["home", "mail", "mail_path"].first(where: { isSpoilt(fields[$0] ?? "") }) {
            return spoilt(field, account, subject)
        }
        let settings = try? subject.settings()
        guard let uid = fields["uid"] ?? settings?["mail_uid"] else { return incomplete("uid", account, subject) }
        if fields["gid"] ?? settings?["mail_gid"] == nil { return incomplete("gid", account, subject) }
        let first = settings?["first_valid_uid"].flatMap { Fleet.number($0, in: userIDs) } ?? 500
        let last = settings?["last_valid_uid"].flatMap { Fleet.number($0, in: userIDs) } ?? 0
        if let number = Fleet.number(uid, in: userIDs), number < first || (last > 0 && number > last) {
            return notPermitted(number, first: first, last: last, account, subject)
        }
        var known = Judgement.pass("\(account) is uid \(uid), home \(fields["home"] ?? "none")")
        // It has an entry for every name, unless the passdb can be asked.
        if (try? subject.drivers("userdb")) == ["static"] { known.signature = Self.everyName }
        return known
    }

    /// The signature where the userdb proves nothing.
    static let everyName = "static"
}

extension HostFacts {
    /// Whether a login was proven, by a tagged OK to NAMESPACE.
    var loginProven: Bool { dialogues.contains { $0.talk?.loginProven == true } }

    /// Whether a client can use its mailbox: from outside, if the sweep looks there.
    func isProvenToClients(_ findings: [Finding]) -> Bool {
        // Without the agent's evidence nobody has looked at the mailbox.
        guard
            (try? evidence("account")) != nil
                || findings.contains(where: { $0.check == PasswordMailbox().id && $0.verdict == .pass })
        else { return false }
        let proven = dialogues.filter { $0.talk?.loginProven == true }
        guard proven.contains(where: { $0.vantage == .outside || !parameters.looksOutside }) else { return false }
        return !findings.contains { finding in
            finding.verdict == .fail
                && (finding.item == .mailLocation
                    || [MailPermissions().id, PasswordMailbox().id].contains(finding.check))
        }
    }

    /// The remedy for a format of 2.3, which 2.4 takes literally for all accounts.
    var literalUsernameFormat: Advice? {
        guard is24, let format = (try? settings())?["auth_username_format"],
            let sign = format.firstIndex(of: "%"), format[format.index(after: sign)...].first?.isLetter == true
        else { return nil }
        return [
            .note(
                """
                Set \(setting: "auth_username_format = %{user | lower}"), or another format: \(setting: format) is 2.3's, \
                and 2.4 looks up every account as \(setting: format).
                """), .reload,
        ]
    }
}

extension UserInUserdb {
    private func unknown(_ account: String, _ subject: HostFacts) -> Judgement {
        if let file = subject.storedWord("absent-userdb") { return subject.withoutFile(file, of: "userdb", account) }
        let drivers = ((try? subject.drivers("userdb")) ?? []).joined(separator: ", ")
        let name = subject.lookupName(of: account) ?? account
        let create: Advice =
            drivers == "passwd"
            ? systemUser(name, account, subject)
            : subject.endsSearch("userdb") + subject.whatExcludes(account, from: "userdb") + [
                .note(
                    """
                    Add \(account) to the userdb, \(drivers.isEmpty ? "see doveconf -n userdb" : drivers), with uid, \
                    gid and home.
                    """)
            ]
        let bare =
            subject.lookedUpWithDomain(account) ?? (drivers == "passwd" ? nil : subject.lookedUpWithoutDomain(account))
            ?? subject.lookedUpByOwnFormat(account, in: "userdb")
        return .fail(
            "the userdb\(drivers.isEmpty ? "" : " (\(drivers))") does not know \(bare?.words ?? account)",
            signature: account, evidence: subject.excerpt("account", "user"),
            remedy: (subject.literalUsernameFormat.map { $0 + create } ?? bare?.advice ?? create) + [
                .run("doveadm user \(account)"),
                .note("If the account must not exist here, correct dovesweep_probe_user."),
            ], reason: .unknownAccount(databases: (try? subject.drivers("userdb")) ?? []))
    }

    /// A system user for a virtual account (with a domain) would get separate mail.
    private func systemUser(_ name: String, _ account: String, _ subject: HostFacts) -> Advice {
        let all = (try? subject.drivers("passdb")) ?? []
        let passdbs = all.filter { $0 != "pam" }
        // Only these know the accounts of the system.
        let knowsSystemUsers = all.isEmpty || all.contains { ["pam", "passwd", "shadow", "bsdauth"].contains($0) }
        if !name.contains("@"), knowsSystemUsers {
            return [
                .note("After a migration, give the uid that owns the mail with --uid."),
                .act(.addPerson(name)),
            ]
        }
        let virtual: Advice = [
            .note(
                """
                The userdb knows only system users, and \(account) is a virtual account: use the userdb that goes with \
                the passdb\(passdbs.isEmpty ? "" : " (\(passdbs.joined(separator: ", ")))"), or static.
                """)
        ]
        if !name.contains("@") { return virtual + [.reload] }
        return virtual + [
            .note(
                """
                If the accounts are system users, whose names have no domain, set \
                \(setting: subject.is24 ? "auth_username_format = %{user | username | lower}" : "auth_username_format = %Ln").
                """), .reload,
        ]
    }

    /// Such as the carriage return of a file from Windows.
    private func isSpoilt(_ value: String) -> Bool {
        value.utf8.contains { $0 < 0x20 || $0 == 0x7F } || value.utf8.last == UInt8(ascii: " ")
    }

    private func spoilt(_ field: String, _ account: String, _ subject: HostFacts) -> Judgement {
        .fail(
            "\(field) of \(account) in the userdb ends or holds a character that nobody sees, such as a carriage return:"
                + " its mail is in another directory than it seems",
            signature: "\(account) \(field) spoilt", evidence: subject.excerpt("account", "user", lines: 8),
            remedy: [
                .run("doveadm user \(account) | cat -A"),
                .note("Correct \(field) in the userdb, for all accounts that were loaded with it."),
                .note(
                    "Mail that came in since is in the directory with the character: move it before you remove that."),
            ])
    }

    private func shifted(_ file: String, _ account: String, _ subject: HostFacts) -> Judgement {
        .fail(
            "the line of \(account) in \(file) has a colon too many: its uid is empty", signature: "\(account) shifted",
            evidence: subject.excerpt("account", "stored"),
            remedy: [
                .note("Its fields are account:password:uid:gid:gecos:home:shell:extra fields. Remove the colon:"),
                .run("grep -nF -e \(argument: "\(account):") \(file) | cut -d: -f1,2"),
            ])
    }

    private func incomplete(_ field: String, _ account: String, _ subject: HostFacts) -> Judgement {
        .fail(
            "the userdb gives no \(field) for \(account): its logins end with an internal error",
            signature: "\(account) \(field)",
            evidence: subject.excerpt("account", "user", lines: 8),
            remedy: [.note("Return \(field) from the userdb, or set mail_\(field)."), .reload])
    }

    private func notPermitted(_ uid: UInt32, first: UInt32, last: UInt32, _ account: String, _ subject: HostFacts)
        -> Judgement
    {
        .fail(
            "uid \(uid) of \(account) is outside first_valid_uid = \(first) and last_valid_uid = \(last):"
                + " its logins end with"
                + " an internal error",
            signature: "\(account) \(uid)", evidence: subject.excerpt("account", "user", lines: 8),
            remedy: [
                uid < first
                    ? .note("Correct the account's uid, or set first_valid_uid = \(uid).")
                    : .note("Correct the account's uid, or set last_valid_uid = 0, which is no limit."), .reload,
            ])
    }

    var explanation: Explanation {
        Explanation(
            title: "Does the userdb know the probe account, with uid and gid?",
            why: "Without a userdb entry, the right password is accepted, and then the server closes without an error.",
            byHand: "doveadm user USER",
            thresholds: "Fails for a uid outside first_valid_uid (500 where it is not set) and last_valid_uid.",
            remedies: ["Create the account, or add it to the userdb with uid, gid and home."],
            references: ["https://doc.dovecot.org/2.4.1/core/config/auth/userdb.html"])
    }
}
