import Fleet

/// Facts about the probe account and its mail.
extension Subject {
    /// Why nothing is known of an account: none was given.
    static let noAccount = "no probe account: give one by dovesweep_probe_user or --probe-user"

    /// A static userdb asks the passdb whether the user exists; over one that cannot be asked (PAM) it fails for
    /// everybody, although logins work.
    func userdb() throws(Unjudgeable) -> LookupAnswer {
        try facts.userdb { () throws(Unjudgeable) in try askedUserdb() }
    }

    private func askedUserdb() throws(Unjudgeable) -> LookupAnswer {
        var answer = LookupAnswer(userdb: try part("account", "user"))
        if case .found(let fields) = answer { answer = .found(fields: numbered(fields)) }
        if case .found(let fields) = answer { _ = try MailOwner(fields) }
        if case .unasked = answer, waitsForConnection { return .unasked(Subject.asleep) }
        if case .broken = answer, let number = forbiddenNumber { return .forbidden(number) }
        if case .broken = answer, let words = unusableHome { return .unusable(words) }
        if case .broken = answer, hasOnlyPrefetch { return try prefetched() }
        guard case .broken = answer, try drivers("userdb").contains("static"), case .unsupported = try passdb() else {
            return answer
        }
        return .unsupported
    }

    /// The fields with numbers in place of the names that `mail_uid` and `mail_gid` may have.
    private func numbered(_ fields: [String: String]) -> [String: String] {
        let known = (try? laterPart("account", "numbers"))?.lines.compactMap { $0.cut(at: " ") } ?? []
        return known.reduce(into: fields) { fields, pair in
            if fields[String(pair.0)] != nil, !pair.1.isEmpty { fields[String(pair.0)] = String(pair.1) }
        }
    }

    /// What the passdb tells a prefetch userdb at a login, where that stands in a passwd-file.
    private func prefetched() throws(Unjudgeable) -> LookupAnswer {
        guard let part = try laterPart("account", "stored"), part.status == 0 else { return .unsupported }
        let pairs = part.lines.compactMap { $0.cut(at: "\t") }.map { (String($0), String($1)) }
        if pairs.isEmpty { return .unsupported }
        let fields = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
        _ = try MailOwner(fields)
        return .found(fields: fields)
    }

    /// Whether the userdb is only what a passdb tells at a login (`prefetch`), which a lookup never gets to hear.
    var hasOnlyPrefetch: Bool {
        guard let drivers = try? drivers("userdb"), !drivers.isEmpty else { return false }
        return drivers.allSatisfy { $0 == "prefetch" }
    }

    /// `Mail access for users with UID 100 not permitted (see first_valid_uid …)`: 2.4 says it when the userdb is asked,
    /// 2.3 only when the mailbox is.
    private var forbiddenNumber: String? {
        ["user", "inbox"].lazy.compactMap { try? part("account", $0) }
            .compactMap { $0.text.between("Mail access for users with ", " not permitted") }.first.map { String($0) }
    }

    /// 2.3 says it only when the mailbox is asked for.
    private var unusableHome: String? {
        (try? part("account", "inbox"))?.text.range(of: "Relative home directory").map { place in
            let text = (try? part("account", "inbox"))?.text ?? ""
            return String(text[place.lowerBound...].prefix { $0 != "\n" })
        }
    }

    func passdb() throws(Unjudgeable) -> LookupAnswer {
        try facts.passdb { () throws(Unjudgeable) in try askedPassdb() }
    }

    private func askedPassdb() throws(Unjudgeable) -> LookupAnswer {
        let answer = LookupAnswer(passdb: try part("account", "lookup"))
        if case .unasked = answer, waitsForConnection { return .unasked(Subject.asleep) }
        if case .broken = answer, isForMechanismsOnly { return .unsupported }
        return answer
    }

    /// Whether each passdb serves only some mechanisms. A lookup has no mechanism, so Dovecot skips them all.
    private var isForMechanismsOnly: Bool {
        guard let passdbs = try? configuration().blocks("passdb"), !passdbs.isEmpty else { return false }
        return passdbs.allSatisfy { $0.settings["mechanisms"] ?? $0.settings["mechanisms_filter"] != nil }
    }

    static let asleep = "Dovecot waited behind dovecot.socket; this sweep's login has started it: sweep again"

    func password() throws(Unjudgeable) -> PasswordAnswer {
        guard let answer = PasswordAnswer(try evidence("password")) else {
            throw Unjudgeable("the password test did not end within its time limit")
        }
        // Agents of before asked all the same.
        if case .broken = answer, let mechanisms = try? settings().mechanisms, !mechanisms.isEmpty,
            !mechanisms.contains("plain")
        {
            return .unasked("doveadm tests it by PLAIN, which is not among auth_mechanisms")
        }
        return answer
    }

    /// The drivers of the user or password databases, in either version's syntax.
    func drivers(_ kind: String) throws(Unjudgeable) -> [String] {
        try configuration().blocks(kind).map { $0.settings["driver"] ?? $0.label }
    }

    /// The fields of the account; unknown, with the reason, where the userdb has none for it.
    func userFields() throws(Unjudgeable) -> [String: String] {
        switch try userdb() {
        case .found(let fields): return fields
        case .unknownUser: throw Unjudgeable("the userdb does not know the probe account")
        case .forbidden(let number): throw Unjudgeable("Dovecot serves no mail to \(number)")
        case .unusable(let words): throw Unjudgeable("Dovecot cannot use what the userdb says: \(words)")
        case .unsupported:
            throw Unjudgeable(
                hasOnlyPrefetch
                    ? "the userdb (prefetch) cannot be asked without a password"
                    : "the userdb (static, over a passdb without lookups) cannot be asked without a password; with "
                        + "\(is24 ? "userdb_static_allow_all_users" : "allow_all_users")=yes it could")
        case .broken(let words): throw Unjudgeable("the userdb did not answer: \(words)")
        case .unasked(let reason): throw Unjudgeable(reason)
        }
    }

    /// Where the account's INBOX is.
    func inbox() throws(Unjudgeable) -> String {
        let part = try part("account", "inbox")
        guard part.status == 0, let path = part.lines.first(where: { $0.hasPrefix("/") }) else {
            _ = try userFields()
            throw Unjudgeable("the mail location did not resolve: \(part.firstLine)")
        }
        return try checkedPath(path)
    }

    /// The file that is the INBOX where that is an mbox, as `doveadm mailbox path` names its index directory instead.
    func inboxFile() throws(Unjudgeable) -> String? {
        let fields = try userFields()
        // 2.3's userdb answers with the whole location; 2.4 keeps the driver in the configuration.
        let location = is24 ? nil : fields["mail"].map { String($0.prefix { $0 != ":" }) }
        let driver = if let location { location } else { try settings()["mail_driver"] ?? "" }
        guard driver == "mbox" else { return nil }
        let path = try part("account", "file").firstLine
        return path.isEmpty ? nil : try checkedPath(path)
    }

    /// The mailbox itself: the mbox file where that is what it is, else its directory.
    func mailPath() throws(Unjudgeable) -> String {
        if let file = try inboxFile() { return file }
        return try inbox()
    }

    /// How the account's password is stored, where it is in a passwd-file: `CRYPT`. nil where that is not known.
    var passwordScheme: String? {
        guard let part = try? laterPart("account", "stored"), part.status == 0 else { return nil }
        return part.lines.first { $0.begins(with: "scheme ") }.map { $0.dropFirst(7).uppercased() }
    }

    /// What lies on the way to the mail; nothing is in `access` where that could not be tried.
    func bareTrail() throws(Unjudgeable) -> MailTrail {
        try facts.trail { () throws(Unjudgeable) in
            MailTrail(
                trail: try part("account", "trail").lines, access: (try? part("account", "access"))?.lines ?? [],
                links: (try? laterPart("account", "links"))?.lines ?? [])
        }
    }

    func trail() throws(Unjudgeable) -> MailTrail {
        let trail = try bareTrail()
        let access = try part("account", "access")
        if access.status != 0 {
            throw Unjudgeable("what the mail user may do could not be tried as that user: \(access.firstLine)")
        }
        return trail
    }

    /// What is mounted where, as Dovecot itself sees it; nil where the agent could not look.
    var mountTable: MountTable? {
        try? facts.mountTable { () throws(Unjudgeable) in
            let mounts = try successful("account", "mounts")
            return MountTable(
                mounts: mounts.said, fstab: (try? output("account", "fstab")) ?? [],
                own: (try? laterPart("account", "own-mounts"))?.lines ?? [])
        }
    }

    /// The mail user by name where one is known, else by number.
    func mailOwner() throws(Unjudgeable) -> String {
        let fields = try userFields()
        return fields["uid"] ?? fields["system_groups_user"] ?? "the mail user"
    }
}
