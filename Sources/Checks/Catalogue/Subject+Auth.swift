import Fleet

/// Facts about the authentication process, put together from what asked it and what it logged.
extension Subject {
    /// The user that the authentication process runs as, as the configuration writes it.
    func authUser() throws(Unjudgeable) -> String? {
        try sections().blocks("service", "auth").first?.settings["user"]
    }

    /// Whether it runs as the usual user, in no groups but that one's.
    func authRunsAsUsual() throws(Unjudgeable) -> Bool {
        guard let section = try sections().blocks("service", "auth").first else { return true }
        let usual = try settings()["default_internal_user"] ?? "dovecot"
        let user = section.settings["user"] ?? ""
        let isUsual = ["", usual, "$default_internal_user", "$SET:default_internal_user"].contains(user)
        return isUsual && ["group", "extra_groups"].allSatisfy { (section.settings[$0] ?? "").isEmpty }
    }

    /// What shows that the authentication process does not serve now; nil where nothing does.
    ///
    /// The log alone is no symptom: it remembers trouble that is over.
    var authSymptom: String? {
        if case .broken(let words)? = try? userdb(), !loginProven || lookupsProve("userdb") { return words }
        if case .broken(let words)? = try? passdb(), !passdbServes || lookupsProve("passdb") { return words }
        if case .broken(let words)? = try? password(), refusedScheme == nil { return words }
        // A dead database server holds a lookup for half a minute and more; the log then says which.
        let isSlow = (["password", "account"] as [ProbeName]).contains { (try? evidence($0))?.ending == .timedOut }
        if isSlow, let complaint = authComplaint { return complaint.text }
        return ((try? services()) ?? []).first { $0.name == "auth" && $0.isThrottled }.map { _ in
            "the auth process dies at its start, and its master waits before the next one"
        }
    }

    /// Whether what serves logins serves lookups too. Programs and scripts need not: there a login proves more.
    func lookupsProve(_ kind: String) -> Bool {
        let drivers = (try? drivers(kind)) ?? []
        return !drivers.contains { ["checkpassword", "lua", "oauth2", "imap", "bsdauth", "prefetch"].contains($0) }
    }

    /// What the authentication process logged last that explains its trouble.
    var authComplaint: LogLine? {
        let echoes = [
            "Aborted ", "Not connected to database", "killed with signal", "doesn't support lookups",
            "command startup failed",
            // Our own questions: given up unanswered, or such as no login asks.
            " pending requests: EOF", "unsupported authentication mechanism PLAIN",
            "All password databases were skipped", "userdb lookup not possible with only userdb prefetch",
            "user not found", "Login auth request failed", "Weak password scheme", "Unknown scheme",
        ]
        return (try? logLines())?.last { line in
            line.isAuth && ["Error", "Fatal", "Panic"].contains(line.level)
                && !echoes.contains { line.text.contains($0) }
        }
    }

    /// What to type where the auth process keeps answers (auth_cache_size), and may give an old one; empty where not.
    func cacheHint(_ account: String) -> Advice {
        guard let size = (try? settings())?["auth_cache_size"], size.hasPrefix("0") == false else { return [] }
        return [
            .note(
                "The auth process keeps answers, since auth_cache_size = \(size). This one may be old: empty the cache."
            ),
            .run("doveadm auth cache flush \(account)"),
        ]
    }

    /// Why PAM refuses the account; nil where it is not known to, or is not asked.
    var pamRefusal: PAMRefusal? {
        guard let account = host.probe?.user, let part = try? laterPart("attempts", "pam") else { return nil }
        return PAMRefusal(part.lines, account: lookupName(of: account) ?? account)
    }

    /// The newest log line as evidence.
    func excerpt(_ line: LogLine?) -> [Finding.Excerpt] {
        guard let line else { return [] }
        return [
            Finding.Excerpt(probe: "logs.errors", excerpt: "\(line.time) \(line.prefix) \(line.level): \(line.text)")
        ]
    }
}
