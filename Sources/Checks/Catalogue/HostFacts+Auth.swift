import Fleet

extension HostFacts {
    /// The configured user of the auth process.
    func authUser() throws(MissingFact) -> String? {
        try sections().blocks("service", "auth").first?.settings["user"]
    }

    func authRunsAsUsual() throws(MissingFact) -> Bool {
        guard let section = try sections().blocks("service", "auth").first else { return true }
        let usual = try settings()["default_internal_user"] ?? "dovecot"
        let user = section.settings["user"] ?? ""
        let isUsual = ["", usual, "$default_internal_user", "$SET:default_internal_user"].contains(user)
        return isUsual && ["group", "extra_groups"].allSatisfy { (section.settings[$0] ?? "").isEmpty }
    }

    /// Whether the auth process answers neither lookups nor login processes, which wait for it before they greet.
    var isAuthSilent: Bool {
        guard isLookupUnanswered else { return false }
        let talks = dialogues.filter { $0.reach == .connected && $0.tls?.failure == nil }.compactMap(\.talk)
        let isBroken = { (talk: MailSession) in talk.greeting?.contains("Auth process broken") == true }
        return talks.contains { $0.ending == .timedOut || isBroken($0) }
            && talks.allSatisfy { $0.greeting == nil || isBroken($0) }
    }

    /// Its socket drops clients once the auth process has left `client_limit` of them waiting.
    private var isLookupUnanswered: Bool {
        if (try? evidence("account"))?.ending == .timedOut { return true }
        guard case .broken(let words)? = try? userdb() else { return false }
        return words.contains("auth-master")
            && ["Disconnected unexpectedly", "Broken pipe"].contains { words.contains($0) }
    }

    /// Dovecot logs nothing of a server that accepts a question and does not answer it.
    static let silence = "a lookup and a test of the password got no answer in time"
    static let silenceOnPassword = "a lookup is answered, and a test of the password is not, within its time limit"

    /// Why the auth process fails now. The log alone is no proof: its fault may be over.
    var authSymptom: String? {
        if case .broken(let words)? = try? userdb(), !loginProven || lookupsProve("userdb") { return words }
        if case .broken(let words)? = try? passdb(), !passdbServes || lookupsProve("passdb") { return words }
        if case .broken(let words)? = try? password(), refusedScheme == nil, !isOfHash { return words }
        // A dead database server delays a lookup by 30 s or more; the log names it.
        let unanswered = (["password", "account"] as [ProbeName]).filter { (try? evidence($0))?.ending == .timedOut }
        let isSlow = !unanswered.isEmpty
        if isSlow, let complaint = authComplaint { return complaint.text }
        if unanswered.contains("password"), !loginProven, dialogues.contains(where: \.isGreeted) {
            return unanswered.count == 2 ? Self.silence : Self.silenceOnPassword
        }
        return ((try? services()) ?? []).first { $0.name == "auth" && $0.isThrottled }.map { _ in
            "the auth process dies at its start, and the master delays the next start"
        }
    }

    /// Whether only the account's own hash is at fault.
    private var isOfHash: Bool {
        guard let account = host.probe?.user, let line = authComplaint, line.known?.condition == .schemes else {
            return false
        }
        return line.names(account)
    }

    /// Whether a lookup proves as much as a login; drivers that run programs may serve logins only.
    func lookupsProve(_ kind: String) -> Bool {
        let drivers = (try? drivers(kind)) ?? []
        return !drivers.contains { ["checkpassword", "lua", "oauth2", "imap", "bsdauth", "prefetch"].contains($0) }
    }

    /// The last auth error that is no consequence of another.
    var authComplaint: LogLine? {
        let echoes = [
            "Aborted ", "Not connected to database", "killed with signal", "doesn't support lookups",
            "command startup failed",
            // Caused by dovesweep's own lookups.
            " pending requests: EOF", "unsupported authentication mechanism PLAIN",
            "All password databases were skipped", "userdb lookup not possible with only userdb prefetch",
            "user not found", "Login auth request failed", "Weak password scheme", "Unknown scheme",
        ]
        let lines = (try? logLines()) ?? []
        // An LDAP library that fails in TLS says next that it has no connection.
        if let untrusted = lines.last(where: {
            $0.isAuth && $0.text.contains("ldap_start_tls_s() failed: Connect error")
        }) {
            return untrusted
        }
        // A plugin that finds no memory looks like one that is not installed.
        if let starved = lines.last(where: { $0.isAuth && $0.known?.id == "limit.memory" }) { return starved }
        func complains(_ line: LogLine) -> Bool {
            line.isAuth && ["Error", "Fatal", "Panic"].contains(line.level)
                && !echoes.contains { line.text.contains($0) }
        }
        // That a process ended says less than why.
        return lines.last { complains($0) && $0.known?.isConsequence != true && $0.known?.meaning.family != .process }
            ?? lines.last(where: complains)
    }

    /// How to flush the auth cache; empty without auth_cache_size.
    func cacheHint(_ account: String) -> Advice {
        guard let size = (try? settings())?["auth_cache_size"], size.hasPrefix("0") == false else { return [] }
        return [
            .note(
                "The auth process caches answers, since auth_cache_size = \(size). This one may be old: empty the cache."
            ),
            .run("doveadm auth cache flush \(account)"),
        ]
    }

    /// Why PAM refuses the account, if known.
    var pamRefusal: PAMRefusal? {
        guard let account = host.probe?.user, let part = try? partIfCollected("attempts", "pam") else { return nil }
        return PAMRefusal(part.lines, account: lookupName(of: account) ?? account)
    }

    func excerpt(_ line: LogLine?) -> [Finding.Excerpt] {
        guard let line else { return [] }
        return [
            Finding.Excerpt(probe: "logs.errors", excerpt: "\(line.time) \(line.prefix) \(line.level): \(line.text)")
        ]
    }
}

extension Dialogue {
    /// A login process greets once the auth process has answered it.
    var isGreeted: Bool {
        talk?.greeting.map { greeting in ["* OK", "+OK"].contains(where: greeting.hasPrefix) } ?? false
    }
}
