import Fleet

extension HostFacts {
    /// The name that `auth_username_format` makes of an account; nil for a format that is not understood.
    func lookupName(of account: String) -> String? {
        guard let format = (try? settings())?["auth_username_format"] else { return account }
        let local = String(account.prefix { $0 != "@" })
        switch String(decoding: format.utf8.filter { $0 != UInt8(ascii: " ") }, as: UTF8.self) {
        case "%u", "%{user}": return account
        case "%Lu", "%{user|lower}": return account.lowercased()
        case "%n", "%{user|username}": return local
        case "%Ln", "%{user|username|lower}", "%{user|lower|username}": return local.lowercased()
        default: return nil
        }
    }

    /// What to say of an account that `auth_username_format` looks up without its domain.
    func lookedUpWithoutDomain(_ account: String) -> (words: String, advice: Advice)? {
        guard account.contains("@"), let name = lookupName(of: account), !name.contains("@"),
            let format = (try? settings())?["auth_username_format"]
        else { return nil }
        let whole = is24 ? "auth_username_format = %{user | lower}" : "auth_username_format = %Lu"
        // The agent reports an entry only if a passwd-file has the full name.
        let isStored =
            (try? partIfCollected("account", "stored"))?.lines.contains {
                !$0.isEmpty && !$0.begins(with: "absent")
            } == true
        let words = "\(name), the name that auth_username_format = \(format) makes of \(account)"
        let either: Advice =
            isStored ? [] : [.note("If accounts have no domain, add \(name) instead.")]
        return (words, [.note("Set \(setting: whole): the accounts have a domain."), .reload] + either)
    }

    /// What to say of an account that one passdb or userdb looks up without its domain. `kind`: passdb or userdb.
    func lookedUpByOwnFormat(_ account: String, in kind: String) -> (words: String, advice: Advice)? {
        guard account.contains("@"), let written = try? configuration() else { return nil }
        let local = String(account.prefix { $0 != "@" })
        for block in written.blocks(kind) {
            let inArguments = words(of: block.settings["args"] ?? "").lazy.compactMap { $0.after("username_format=") }
                .first
            let setting = inArguments == nil ? "auth_username_format" : "username_format"
            guard let format = inArguments.map({ String($0) }) ?? block.settings["auth_username_format"],
                !format.contains("domain"), !format.contains("%d"), !format.contains("%u"), !format.contains("%Lu"),
                format.contains("username") || format.contains("%n") || format.contains("%Ln")
            else { continue }
            return (
                "\(local), the name that \(setting) = \(format) of this \(kind) makes of \(account)",
                [
                    .run("doveconf -n \(kind)"),
                    .note(
                        "If its names have a domain, remove \(setting) from the \(kind). Else add \(local) to the database."
                    ), .reload,
                ]
            )
        }
        return nil
    }

    /// A database before others that ends the search where it lacks the account. `kind`: passdb or userdb.
    func endsSearch(_ kind: String) -> Advice {
        guard let all = (try? configuration())?.blocks(kind),
            let first = all.dropLast().first(where: { ($0.settings["result_failure"] ?? "").hasPrefix("return") })
        else { return [] }
        let name = first.settings["driver"] ?? first.label
        return [
            .note(
                """
                The \(kind) \(name) comes first and has result_failure = return-fail: where it lacks an account, Dovecot asks no \
                other. Remove that line if another one has the accounts.
                """), .run("doveconf -n \(kind)"), .reload,
        ]
    }

    /// What to say of an account that gets a domain which its databases may not have.
    func lookedUpWithDomain(_ account: String) -> (words: String, advice: Advice)? {
        let setting = is24 ? "auth_default_domain" : "auth_default_realm"
        guard !account.contains("@"), let domain = (try? settings())?[setting], !domain.isEmpty,
            let name = lookupName(of: "\(account)@\(domain)"), name.contains("@")
        else { return nil }
        return (
            "\(name), the name that \(setting) = \(domain) makes of \(account)",
            [
                .note("If the accounts have no domain, remove \(setting). Else add \(name) to the database."), .reload,
            ]
        )
    }

    /// Dovecot first applies auth_username_translation (auth_request_fix_username). An empty `auth_username_chars`
    /// allows all.
    func forbiddenCharacters(of account: String) -> [Character] {
        guard let settings = try? settings(), let allowed = settings["auth_username_chars"] else { return [] }
        let translation = Array(settings["auth_username_translation"] ?? "")
        var translated: [Character: Character] = [:]
        for place in stride(from: 0, to: translation.count - 1, by: 2) {
            translated[translation[place]] = translation[place + 1]
        }
        var seen: Set<Character> = []
        return account.map { translated[$0] ?? $0 }.filter { !allowed.contains($0) && seen.insert($0).inserted }
    }

    /// Whether an accepted password or a login proves that the passdb has the account.
    var passdbServes: Bool {
        if loginProven { return true }
        if case .accepted? = try? password() { return true }
        return false
    }

    /// Dovecot says `unknown user` where the file of a domain does not exist. `kind`: passdb or userdb.
    func withoutFile(_ file: String, of kind: String, _ account: String) -> Judgement {
        .fail(
            "the \(kind) does not know \(account): its file \(file) does not exist", signature: file,
            evidence: excerpt("account", "stored"),
            remedy: [
                .note(
                    """
                    Restore \(setting: file) from the old host or a backup, with owner root, group dovecot and mode 0640, \
                    or correct the path in the \(kind).
                    """),
                .run("doveconf -n \(kind)"),
            ], reason: .unknownAccount(databases: (try? drivers(kind)) ?? []))
    }
}
