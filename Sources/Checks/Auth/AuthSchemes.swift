import Fleet

struct AuthSchemes: Check {
    let id = "auth.schemes"
    let decides: Condition? = .schemes
    let asks: Set<Condition> = .lookups.union([.service])

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        let refused = try subject.logLines().filter(\.isRefusedScheme)
        guard let newest = refused.last else { return .pass("no password was refused because of its scheme") }
        if let own = subject.refusedScheme { return probe(own, subject) }
        return others(newest, refused, subject)
    }
}

extension LogLine {
    /// Whether it refuses a hash scheme: `Weak password scheme 'MD5-CRYPT' used and refused`, `Unknown scheme NAME`.
    var isRefusedScheme: Bool { isAuth && scheme != nil }

    var scheme: String? {
        if let name = text.between("Weak password scheme '", "'") { return String(name) }
        return text.after("Unknown scheme ").map { String($0.prefix { $0 != " " && $0 != "," }) }
    }

    /// 2.4 names the account in the prefix, 2.3 in the text.
    func names(_ account: String) -> Bool {
        ["(\(account),", "(\(account))", "<\(account)>", "user \(account)"].contains { mark in
            prefix.contains(mark) || text.contains(mark)
        }
    }
}

extension HostFacts {
    /// A setting without secrets of a passdb, and where it stands: 2.3 has it in the file of the driver.
    func databaseSetting(_ name: String) -> (value: String, place: String)? {
        let lines = (try? partIfCollected("runtime", "databases"))?.lines ?? []
        for line in lines {
            guard let (file, rest) = line.cut(at: "\t"), let (key, value) = rest.cut(at: "="), key.trimmed == name
            else { continue }
            return (String(value.trimmed), String(file))
        }
        let written = try? configuration()
        let passdbs = written?.blocks("passdb") ?? []
        let own = passdbs.lazy.compactMap { $0.settings[name] ?? $0.settings["ldap_\(name)"] }.first
        return (own ?? written?.settings["ldap_\(name)"]).map { ($0, "the configuration") }
    }

    /// Of hashes that do not name their scheme.
    var defaultScheme: (value: String, place: String)? {
        databaseSetting(is24 ? "default_password_scheme" : "default_pass_scheme")
            ?? (is24 ? (try? configuration())?.settings["passdb_default_password_scheme"] : nil)
            .map { ($0, "the configuration") }
    }

    /// The line that refuses the scheme of the probe account's hash.
    var refusedScheme: LogLine? {
        guard let account = host.probe?.user else { return nil }
        switch try? password() {
        case .broken?, .refused?: return (try? logLines())?.last { $0.isRefusedScheme && $0.names(account) }
        default: return nil
        }
    }
}

extension AuthSchemes {
    private func probe(_ line: LogLine, _ subject: HostFacts) -> Judgement {
        let account = subject.host.probe?.user ?? ""
        return .fail(
            "the password of \(account) is stored as \(line.scheme ?? "what"), which this Dovecot refuses",
            signature: "\(account) \(line.scheme ?? "")", evidence: subject.excerpt(line),
            remedy: remedy(line, "\(account)", subject))
    }

    private func others(_ newest: LogLine, _ all: [LogLine], _ subject: HostFacts) -> Judgement {
        .warn(
            "\(all.count) logins were refused because of the password scheme (\(newest.scheme ?? ""))",
            signature: newest.scheme ?? "", evidence: subject.excerpt(newest),
            remedy: remedy(newest, "each account that the log names", subject))
    }

    private func remedy(_ line: LogLine, _ account: Remedy.Note, _ subject: HostFacts) -> Advice {
        let hash: Advice =
            (subject.defaultScheme.map(Self.other) ?? []) + [
                .note("Store a new hash for \(account), made from its password."), .run("doveadm pw -s SHA512-CRYPT"),
            ]
        return line.text.contains("Weak password scheme")
            ? hash + [.note("Until all weak hashes are replaced, set auth_allow_weak_schemes = yes."), .reload]
            : [
                .note("List the schemes that this build knows. If it has this one by another name, correct the name."),
                .run("doveadm pw -l"),
            ] + hash
    }

    /// The scheme of hashes that name none.
    static func other(_ scheme: (value: String, place: String)) -> Advice {
        [
            .note(
                """
                \(scheme.place) sets \(scheme.value) as the scheme of hashes without a prefix: correct it, if all of them \
                have another form.
                """)
        ]
    }

    var explanation: Explanation {
        Explanation(
            title: "Are passwords stored in a form that this Dovecot accepts?",
            why:
                "2.4 refuses MD5-CRYPT, DES-CRYPT, PLAIN-MD5 and other weak hashes; every build refuses hashes that it does"
                + " not know. Only users with such a hash cannot log in, and their clients see a temporary failure, or that"
                + " the password is wrong.",
            byHand: "doveadm log errors | grep -E 'Weak password scheme|Unknown scheme'",
            remedies: [
                "Store a new hash: doveadm pw -s SHA512-CRYPT (2.3 and 2.4).",
                "2.4, for a while: auth_allow_weak_schemes = yes",
            ],
            references: ["https://doc.dovecot.org/2.4.1/core/config/auth/schemes.html"])
    }
}
