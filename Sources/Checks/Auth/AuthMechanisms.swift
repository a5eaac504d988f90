import Fleet

struct AuthMechanisms: Check {
    let id = "auth.mechanisms"
    let decides: Condition? = .mechanisms
    let asks: Set<Condition> = .settings.union([.service])

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if let fatal = fatalLine(subject) { return impossible(fatal, subject) }
        let settings = try subject.settings()
        let mechanisms = settings.mechanisms
        if mechanisms.isEmpty { throw MissingFact("auth_mechanisms could not be read") }
        let shown = Finding.Excerpt(
            probe: "config.settings", excerpt: "auth_mechanisms = \(mechanisms.joined(separator: " "))")
        if settings.ssl == "no", !settings.allowsCleartext, settings["login_trusted_networks"] == nil {
            return nothingAllowed(shown, subject)
        }
        if !mechanisms.contains(where: usable.contains) { return unusable(mechanisms, shown) }
        if mechanisms == ["external"], try !subject.asksForCertificates { return unproven(shown) }
        if let scheme = subject.passwordScheme, mechanisms.allSatisfy({ !serves($0, scheme) }) {
            return unserved(mechanisms, scheme, shown, subject)
        }
        if needsPassword(subject), mechanisms.allSatisfy({ schemesOfMechanisms[$0] != nil }) {
            return unsupported(mechanisms, shown, subject)
        }
        if let filter = unaskedFilter(mechanisms, subject) { return unasked(filter, mechanisms, shown) }
        if mechanisms == ["login"] { return loginAlone(shown) }
        if settings.allowsCleartext { return cleartext(shown, subject) }
        if mechanisms.allSatisfy(deprecated.contains) { return outdated(mechanisms, shown) }
        return .pass("\(mechanisms.joined(separator: " ")), under TLS")
    }

    /// Each start or reload empties the log of errors, so the line is current.
    private func fatalLine(_ subject: HostFacts) -> LogLine? {
        (try? subject.logLines())?.last {
            $0.isAuth && $0.level == "Fatal" && $0.text.contains("mechanism") && !$0.text.hasPrefix("No passdbs")
        }
    }
}

private let deprecated: Set<String> = ["cram-md5", "digest-md5", "ntlm", "apop", "skey", "otp", "rpa"]

/// Schemes that a mechanism can verify besides plain text. Mechanisms that send the password are absent.
private let schemesOfMechanisms: [String: Set<String>] = [
    "cram-md5": ["CRAM-MD5", "HMAC-MD5"], "digest-md5": ["DIGEST-MD5"], "apop": [], "ntlm": ["NTLM", "LANMAN"],
    "otp": ["OTP"], "skey": ["SKEY"], "rpa": ["RPA"], "scram-sha-1": ["SCRAM-SHA-1"],
    "scram-sha-1-plus": ["SCRAM-SHA-1"], "scram-sha-256": ["SCRAM-SHA-256"], "scram-sha-256-plus": ["SCRAM-SHA-256"],
]

private func serves(_ mechanism: String, _ scheme: String) -> Bool {
    guard let own = schemesOfMechanisms[mechanism] else { return true }
    let name = scheme.prefix { $0 != "." }
    return ["PLAIN", "CLEAR", "CLEARTEXT"].contains(name) || own.contains(String(name))
}

private let usable: Set<String> = deprecated.union([
    "plain", "login", "scram-sha-1", "scram-sha-1-plus", "scram-sha-256", "scram-sha-256-plus", "oauthbearer",
    "xoauth2",
    "gssapi", "gss-spnego", "external",
])

extension HostFacts {
    fileprivate var asksForCertificates: Bool {
        get throws(MissingFact) {
            let written = try configuration()
            let names = [
                "ssl_verify_client_cert", "ssl_request_client_cert", "ssl_server_request_client_cert",
                "auth_ssl_require_client_cert",
            ]
            return names.contains { written.settings[$0] == "yes" }
                || written.blocks("ssl_server").contains { $0.settings["request_client_cert"] == "yes" }
        }
    }
}

extension AuthMechanisms {
    /// A client proves itself by its certificate (RFC 4422, appendix A).
    private func unproven(_ shown: Finding.Excerpt) -> Judgement {
        .fail(
            "auth_mechanisms has only external, and Dovecot asks clients for no certificate: no client can log in",
            signature: "external", evidence: [shown],
            remedy: [.note("Set auth_mechanisms = plain login, or have Dovecot ask for certificates."), .reload])
    }

    private func impossible(_ line: LogLine, _ subject: HostFacts) -> Judgement {
        // `Unknown authentication mechanism 'X'`, `CRAM-MD5 mechanism can't be supported with given passdbs`
        let name = line.text.between("mechanism '", "'").map(String.init) ?? String(line.text.prefix { $0 != " " })
        return .fail(
            "the auth process dies at its start, and no account can log in: \(line.text)", signature: name.lowercased(),
            evidence: subject.excerpt(line),
            remedy: [
                .note(
                    """
                    Remove \(name.lowercased()) from auth_mechanisms, or use a passdb that can serve it: PAM and most \
                    hashes serve only plain and login.
                    """), .restart,
            ])
    }

    private func nothingAllowed(_ shown: Finding.Excerpt, _ subject: HostFacts) -> Judgement {
        .fail(
            "there is no TLS (`ssl = no`) and passwords are refused without it: no client can log in",
            signature: "no tls",
            evidence: [shown], remedy: [.note("Set ssl = yes with a certificate."), .restart])
    }

    private func unusable(_ mechanisms: [String], _ shown: Finding.Excerpt) -> Judgement {
        .fail(
            "auth_mechanisms has no mechanism that mail clients use: \(mechanisms.joined(separator: " "))",
            signature: mechanisms.sorted().joined(separator: " "), evidence: [shown],
            remedy: [.note("Set auth_mechanisms = plain login."), .reload])
    }

    private func unserved(
        _ mechanisms: [String], _ scheme: String, _ shown: Finding.Excerpt, _ subject: HostFacts
    ) -> Judgement {
        let list = mechanisms.joined(separator: " ")
        return .fail(
            "the password of \(subject.host.probe?.user ?? "") is stored as \(scheme), which does not support \(list):"
                + " its logins are refused",
            signature: "\(mechanisms.sorted().joined(separator: " ")) \(scheme)",
            evidence: [shown] + subject.excerpt("account", "stored"),
            remedy: [
                .note(
                    "Set \(setting: "auth_mechanisms = plain login \(list)"): plain works with every hash, under TLS."),
                .reload,
            ])
    }

    /// The mechanisms of all passdbs, if each has a filter and none lets any of `mechanisms` through.
    private func unaskedFilter(_ mechanisms: [String], _ subject: HostFacts) -> String? {
        let passdbs = ((try? subject.configuration())?.blocks("passdb") ?? []).filter {
            $0.settings["deny"] != "yes" && $0.settings["master"] != "yes"
        }
        let filters = passdbs.compactMap { $0.settings["mechanisms_filter"] ?? $0.settings["mechanisms"] }
            .map { words(of: $0.lowercased()[...]).map { String($0) } }.filter { !$0.isEmpty }
        guard !filters.isEmpty, filters.count == passdbs.count,
            !filters.joined().contains(where: { mechanisms.contains($0) || $0 == "none" || $0.hasPrefix("!") })
        else { return nil }
        return filters.joined().joined(separator: " ")
    }

    private func unasked(_ filter: String, _ mechanisms: [String], _ shown: Finding.Excerpt) -> Judgement {
        .fail(
            "each passdb is only for \(filter), and auth_mechanisms = \(mechanisms.joined(separator: " ")): no passdb is asked,"
                + " and no account can log in",
            signature: "filter \(filter)", evidence: [shown],
            remedy: [
                .run("doveconf -n passdb"),
                .note(
                    "Remove mechanisms_filter, in 2.3 mechanisms, from the passdb, or add the mechanisms that clients use."
                ),
                .reload,
            ])
    }

    /// Outlook uses LOGIN. The IMAP command LOGIN counts as PLAIN.
    private func loginAlone(_ shown: Finding.Excerpt) -> Judgement {
        .warn(
            "auth_mechanisms has only login: clients that use PLAIN, or the command LOGIN, are refused",
            signature: "login", evidence: [shown],
            remedy: [.note("Set auth_mechanisms = plain login: TLS protects the password."), .reload])
    }

    /// A passdb that asks another program or server needs the password itself, such as LDAP that binds with it.
    private func needsPassword(_ subject: HostFacts) -> Bool {
        if case .unsupported? = try? subject.passdb() { return true }
        return (try? subject.drivers("passdb")) == ["ldap"]
            && subject.databaseSetting(subject.is24 ? "bind" : "auth_bind")?.value == "yes"
    }

    private func unsupported(_ mechanisms: [String], _ shown: Finding.Excerpt, _ subject: HostFacts) -> Judgement {
        let list = mechanisms.joined(separator: " ")
        let drivers = ((try? subject.drivers("passdb")) ?? []).joined(separator: ", ")
        return .fail(
            "the passdb (\(drivers)) needs the password itself, which \(list) does not send: no account can log in",
            signature: "\(mechanisms.sorted().joined(separator: " ")) \(drivers)",
            evidence: [shown] + subject.excerpt("account", "lookup"),
            remedy: [.note("Set auth_mechanisms = plain login: TLS protects the password."), .reload])
    }

    private func outdated(_ mechanisms: [String], _ shown: Finding.Excerpt) -> Judgement {
        .warn(
            "auth_mechanisms has only mechanisms that current clients do not use: \(mechanisms.joined(separator: " "))",
            signature: mechanisms.sorted().joined(separator: " "), evidence: [shown],
            remedy: [.note("Add plain to auth_mechanisms: TLS protects it."), .reload])
    }

    private func cleartext(_ shown: Finding.Excerpt, _ subject: HostFacts) -> Judgement {
        let setting = subject.is24 ? "auth_allow_cleartext = no" : "disable_plaintext_auth = yes"
        return .warn(
            "passwords may be sent without TLS", signature: "cleartext", evidence: [shown],
            remedy: [.note("Set \(setting)."), .reload])
    }

    var explanation: Explanation {
        Explanation(
            title: "Does the host offer mechanisms that clients use, and only under TLS?",
            why:
                "A mechanism that is unknown, or that the passdb cannot serve, stops the auth process: no"
                + " account can log in, with any protocol, and clients see `Auth process broken`.",
            byHand: "doveconf auth_mechanisms; doveadm log errors | grep 'auth: Fatal'",
            remedies: [
                "auth_mechanisms = plain login: mechanisms such as CRAM-MD5 need a matching password scheme.",
                "disable_plaintext_auth = yes (2.4: auth_allow_cleartext = no)",
            ],
            references: ["https://doc.dovecot.org/2.4.1/core/config/auth/overview.html"])
    }
}
