import Fleet

extension HostFacts {
    static let noAccount = "no probe account: give one with dovesweep_probe_user or --probe-user"

    /// The userdb lookup. Over a passdb without lookups (PAM), a static userdb fails although logins work.
    func userdb() throws(MissingFact) -> LookupAnswer {
        try facts.userdb { () throws(MissingFact) in try askedUserdb() }
    }

    private func askedUserdb() throws(MissingFact) -> LookupAnswer {
        var answer = LookupAnswer(userdb: try part("account", "user"))
        if case .found(let fields) = answer { answer = .found(fields: numbered(fields)) }
        if case .found(let fields) = answer { _ = try MailOwner(fields) }
        if case .unasked = answer, waitsForConnection { return .unasked(HostFacts.asleep) }
        if case .broken = answer, let number = forbiddenNumber { return .forbidden(number) }
        if case .broken = answer, let words = unusableEntry { return .unusable(words) }
        if case .broken = answer, let words = unexpandedSetting { return .misconfigured(words) }
        if case .broken = answer, hasOnlyPrefetch { return try computed() }
        if case .unsupported = answer, hasOnlyStatic { return try computed() }
        guard case .broken = answer, try drivers("userdb").contains("static"), case .unsupported = try passdb() else {
            return answer
        }
        return hasOnlyStatic ? try computed() : .unsupported
    }

    /// Resolves the names in `mail_uid` and `mail_gid`.
    private func numbered(_ fields: [String: String]) -> [String: String] {
        let known = (try? partIfCollected("account", "numbers"))?.lines.compactMap { $0.cut(at: " ") } ?? []
        return known.reduce(into: fields) { fields, pair in
            if fields[String(pair.0)] != nil, !pair.1.isEmpty { fields[String(pair.0)] = String(pair.1) }
        }
    }

    /// The fields that a passwd-file passdb gives a prefetch userdb, or that the configuration gives a static one.
    private func computed() throws(MissingFact) -> LookupAnswer {
        guard let part = try partIfCollected("account", "stored"), part.status == 0 else { return .unsupported }
        let pairs = part.lines.compactMap { $0.cut(at: "\t") }.map { (String($0), String($1)) }
        if pairs.isEmpty { return .unsupported }
        let fields = numbered(Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
        _ = try MailOwner(fields)
        return .found(fields: fields)
    }

    /// `prefetch` answers only at a login.
    var hasOnlyPrefetch: Bool {
        guard let drivers = try? drivers("userdb"), !drivers.isEmpty else { return false }
        return drivers.allSatisfy { $0 == "prefetch" }
    }

    private var hasOnlyStatic: Bool { (try? drivers("userdb")) == ["static"] }

    /// `Mail access for users with UID 100 not permitted (see first_valid_uid …)`: from 2.4's userdb lookup, or 2.3's
    /// mailbox.
    private var forbiddenNumber: String? {
        ["user", "inbox"].lazy.compactMap { try? part("account", $0) }
            .compactMap { $0.text.between("Mail access for users with ", " not permitted") }.first.map { String($0) }
    }

    /// 2.3 reports it only for the mailbox.
    private var unusableEntry: String? {
        guard let text = (try? part("account", "inbox"))?.text else { return nil }
        let place = ["Relative home directory", "Unknown UNIX "].lazy.compactMap { text.range(of: $0)?.lowerBound }
            .first
        return place.map { String(text[$0...].prefix { $0 != "\n" }) }
    }

    /// 2.3 reports it only for the mailbox.
    private var unexpandedSetting: String? {
        let lines = ["user", "inbox"].lazy.compactMap { try? part("account", $0) }.flatMap(\.lines)
        return lines.compactMap { $0.after("Failed to expand ") }.first { $0.contains("mail_") }
            .map { "Failed to expand \($0)" }
    }

    func passdb() throws(MissingFact) -> LookupAnswer {
        try facts.passdb { () throws(MissingFact) in try askedPassdb() }
    }

    private func askedPassdb() throws(MissingFact) -> LookupAnswer {
        let answer = LookupAnswer(passdb: try part("account", "lookup"))
        if case .unasked = answer, waitsForConnection { return .unasked(HostFacts.asleep) }
        if case .broken = answer, isForMechanismsOnly { return .unsupported }
        // `No password returned (and no nopassword)` is no error: a lookup fails, and the log has none.
        if case .broken(let words) = answer, words.contains("Auth PASS lookup failed"), case .found? = try? userdb(),
            (try? logLines()) != nil, authComplaint == nil
        {
            return .withoutPassword
        }
        return answer
    }

    /// A lookup has no mechanism, so Dovecot skips passdbs that are limited to some.
    private var isForMechanismsOnly: Bool {
        guard let passdbs = try? configuration().blocks("passdb"), !passdbs.isEmpty else { return false }
        return passdbs.allSatisfy { $0.settings["mechanisms"] ?? $0.settings["mechanisms_filter"] != nil }
    }

    static let asleep = "Dovecot was not running; this sweep's login started it through dovecot.socket: sweep again"

    func password() throws(MissingFact) -> PasswordAnswer {
        guard let answer = PasswordAnswer(try evidence("password")) else {
            throw MissingFact("the password test did not end within its time limit")
        }
        // Older agents tested the password without PLAIN.
        if case .broken = answer, let mechanisms = try? settings().mechanisms, !mechanisms.isEmpty,
            !mechanisms.contains("plain")
        {
            return .unasked("doveadm tests it by PLAIN, which is not among auth_mechanisms")
        }
        return answer
    }

    /// The drivers of all userdbs or passdbs.
    func drivers(_ kind: String) throws(MissingFact) -> [String] {
        try configuration().blocks(kind).map { $0.settings["driver"] ?? $0.label }
    }

    /// The userdb fields; throws the reason where there are none.
    func userFields() throws(MissingFact) -> [String: String] {
        switch try userdb() {
        case .found(let fields): return fields
        case .unknownUser: throw MissingFact("the userdb does not know the probe account")
        case .withoutPassword: throw MissingFact("the probe account has no password")
        case .forbidden(let number): throw MissingFact("Dovecot serves no mail to \(number)")
        case .unusable(let words): throw MissingFact("Dovecot cannot use the userdb entry: \(words)")
        case .misconfigured(let words): throw MissingFact("a mail setting fails the lookup: \(words)")
        case .unsupported:
            throw MissingFact(
                hasOnlyPrefetch
                    ? "the userdb (prefetch) cannot be queried without a password"
                    : "the userdb (static, over a passdb without lookups) cannot be queried without a password; with "
                        + "\(is24 ? "userdb_static_allow_all_users" : "allow_all_users")=yes it could")
        case .broken(let words): throw MissingFact("the userdb did not answer: \(words)")
        case .unasked(let reason): throw MissingFact(reason)
        }
    }

    /// The INBOX path that `doveadm mailbox path` prints.
    func inbox() throws(MissingFact) -> String {
        let part = try part("account", "inbox")
        guard part.status == 0, let path = part.lines.first(where: { $0.hasPrefix("/") }) else {
            _ = try userFields()
            throw MissingFact("the mail location did not resolve: \(part.firstLine)")
        }
        return try checkedPath(path)
    }

    /// The mbox file; `doveadm mailbox path` prints its index directory.
    func inboxFile() throws(MissingFact) -> String? {
        let fields = try userFields()
        // 2.3's userdb returns the location; 2.4 configures the driver.
        let location = is24 ? nil : fields["mail"].map { String($0.prefix { $0 != ":" }) }
        let driver = if let location { location } else { try settings()["mail_driver"] ?? "" }
        guard driver == "mbox" else { return nil }
        let path = try part("account", "file").firstLine
        return path.isEmpty ? nil : try checkedPath(path)
    }

    /// The mbox file, else the INBOX directory.
    func mailPath() throws(MissingFact) -> String {
        if let file = try inboxFile() { return file }
        return try inbox()
    }

    /// The password scheme in a passwd-file: `CRYPT`.
    var passwordScheme: String? {
        guard let part = try? partIfCollected("account", "stored"), part.status == 0 else { return nil }
        return part.lines.first { $0.begins(with: "scheme ") }.map { $0.dropFirst(7).uppercased() }
    }

    /// `access` is empty if it could not be tested.
    func untestedPathPermissions() throws(MissingFact) -> PathPermissions {
        try facts.trail { () throws(MissingFact) in
            PathPermissions(
                trail: try part("account", "trail").lines, access: (try? part("account", "access"))?.lines ?? [],
                links: (try? partIfCollected("account", "links"))?.lines ?? [],
                linked: (try? partIfCollected("account", "linked"))?.lines ?? [],
                targets: (try? partIfCollected("account", "targets"))?.lines ?? [])
        }
    }

    func trail() throws(MissingFact) -> PathPermissions {
        let trail = try untestedPathPermissions()
        let access = try part("account", "access")
        if access.status != 0 {
            throw MissingFact("the permissions of the mail user could not be tested as that user: \(access.firstLine)")
        }
        return trail
    }

    /// The mounts that Dovecot sees.
    var mountTable: MountTable? {
        try? facts.mountTable { () throws(MissingFact) in
            let mounts = try successful("account", "mounts")
            return MountTable(
                mounts: mounts.said, fstab: (try? output("account", "fstab")) ?? [],
                own: (try? partIfCollected("account", "own-mounts"))?.lines ?? [])
        }
    }

    /// The mail user's name, else its uid.
    func mailOwner() throws(MissingFact) -> String {
        let fields = try userFields()
        return fields["uid"] ?? fields["system_groups_user"] ?? "the mail user"
    }

    /// What stands behind a word that the agent says of the account's entry: `shifted /etc/dovecot/users`.
    func storedWord(_ word: String) -> String? {
        let lines = (try? partIfCollected("account", "stored"))?.lines ?? []
        return lines.first { $0.begins(with: "\(word) ") }.map { String($0.dropFirst(word.count + 1)) }
    }
}
