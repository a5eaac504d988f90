import Fleet

/// Fields of the account that Dovecot ignores, so that its mail is not where Dovecot looks.
extension MailLocationDriver {
    /// The userdb field `mail` of 2.3, which 2.4 ignores, or `mail_path` of 2.4, which 2.3 ignores.
    func ignoredField(_ inbox: String, _ subject: HostFacts) throws(MissingFact) -> Judgement? {
        let fields = try subject.userFields()
        let names = subject.is24 ? ["mail", "mail_location"] : ["mail_path"]
        guard let name = names.first(where: { fields[$0] != nil }), let location = fields[name] else { return nil }
        let parts = subject.is24 ? location.cut(at: ":") : (kind(of: location, subject), location[...])
        guard let (kind, rest) = parts else { return nil }
        let named = String(rest.prefix { $0 != ":" })
        let path = named.hasPrefix("~") ? (fields["home"] ?? "") + named.dropFirst() : named
        let found = try subject.mailStores()
        let places = [found?.root ?? inbox, inbox].map(plain)
        guard path.hasPrefix("/"), !places.contains(plain(path)) else { return nil }
        let isUsed = found?.stores.contains { places.contains(plain($0.path)) && $0.hasMail } ?? false
        return ignored(name, location, String(kind), path, looksIn: places[0], isUsed: isUsed, subject)
    }

    /// Of the mail at the path, else the usual one.
    private func kind(of path: String, _ subject: HostFacts) -> Substring {
        let stores = (try? subject.mailStores())?.stores ?? []
        return stores.first { plain($0.path) == plain(path) }.map { $0.kind[...] } ?? "maildir"
    }

    private func plain(_ path: String) -> String { path.hasSuffix("/") ? String(path.dropLast()) : path }
}

extension MailLocationDriver {
    /// A userdb takes the extra fields of a passwd-file that begin with `userdb_`.
    func unprefixed(_ name: String, _ subject: HostFacts) -> Judgement {
        let account = subject.host.probe?.user ?? ""
        let hasMail = (try? subject.mailStores())?.stores.contains(where: \.hasMail) ?? false
        return Judgement(
            verdict: hasMail ? .warn : .fail,
            summary:
                "the passwd-file gives \(account) the field \(name), which Dovecot ignores: a field of the userdb begins"
                + " with userdb_" + (hasMail ? "" : "; there is no mail where Dovecot looks"),
            signature: "unprefixed \(name)", evidence: subject.excerpt("account", "stored"),
            remedy: [
                .note("Write \(setting: "userdb_\(name)=") in place of \(setting: "\(name)=") in the passwd-file."),
                .run("doveadm user \(account)"),
            ])
    }

    private func ignored(
        _ name: String, _ location: String, _ kind: String, _ path: String, looksIn root: String, isUsed: Bool,
        _ subject: HostFacts
    ) -> Judgement {
        let account = subject.host.probe?.user ?? ""
        return Judgement(
            verdict: isUsed ? .warn : .fail,
            summary:
                "the userdb gives \(account) \(name) = \(location), which \(subject.is24 ? "2.4" : "2.3") ignores: Dovecot"
                + " looks in \(root)" + (isUsed ? "" : ", where there is no mail"),
            signature: "mail \(kind)", evidence: subject.excerpt("account", "user", lines: 8),
            remedy: [
                subject.is24
                    ? .note(
                        """
                        The userdb must return mail_driver = \(setting: kind) and mail_path = \(setting: path) instead \
                        of \(name). A passwd-file has \(setting: "userdb_mail_driver=\(kind) userdb_mail_path=\(path)").
                        """)
                    : .note(
                        """
                        The userdb must return \(setting: "mail = \(kind):\(path)") instead of mail_driver and mail_path. \
                        A passwd-file has \(setting: "userdb_mail=\(kind):\(path)").
                        """)
            ] + inboxField(path, subject) + [
                .note("Mail that came to \(setting: root) since the upgrade is still there: move it afterwards."),
                .reload,
            ])
    }

    /// For the INBOX, mail_inbox_path of the configuration overrides mail_path of the userdb.
    private func inboxField(_ path: String, _ subject: HostFacts) -> Advice {
        guard subject.is24, let inbox = (try? subject.settings())?["mail_inbox_path"], !inbox.isEmpty else { return [] }
        return [
            .note(
                """
                The configuration has mail_inbox_path = \(setting: inbox), so the userdb must also return \
                mail_inbox_path = \(setting: path). A passwd-file has \(setting: "userdb_mail_inbox_path=\(path)").
                """)
        ]
    }
}
