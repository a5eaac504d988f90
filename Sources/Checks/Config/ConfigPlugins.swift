import Fleet

struct ConfigPlugins: Check {
    let id = "config.plugins"
    let decides: Condition? = .plugins
    let attempt: Attempt? = .sweep

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if let plugin = try missing(subject) { return failure(plugin, subject) }
        if let line = unloadable(subject) { return failure(line, subject) }
        if let plugin = try misplaced(subject) { return ofAnotherProtocol(plugin, subject) }
        return .pass("the plugins that mail_plugins names are installed")
    }

    /// doveadm loads the global plugins first. Only the log shows a missing plugin of one protocol.
    private func missing(_ subject: HostFacts) throws(MissingFact) -> String? {
        let status = try subject.part("service", "status")
        if status.isMissing { throw MissingFact("there is no doveadm on this host") }
        if status.status == 89 { throw MissingFact("the configuration cannot be read") }
        let logged = (try? subject.output("logs", "errors"))?.lazy.compactMap { LogLine($0) }.map { Substring($0.text) }
        let said = status.lines(holding: "Plugin '") + (logged.map { Array($0) } ?? [])
        return said.lazy.compactMap { $0.between("Plugin '", "' not found from directory") }.first.map(String.init)
    }
}

extension ConfigPlugins {
    /// A plugin of IMAP among those of POP3, whose sessions it ends. No look of the sweep logs in by POP3.
    private func misplaced(_ subject: HostFacts) throws(MissingFact) -> String? {
        let written = try subject.configuration()
        guard try subject.settings().protocols.contains("pop3") else { return nil }
        let own = written.blocks("protocol").filter { words(of: $0.label).contains("pop3") }
        let names = own.flatMap { block in
            // 2.3 has a list of words, and 2.4 a block.
            words(of: block.settings["mail_plugins"] ?? "").map { String($0) }
                + block.blocks("mail_plugins").flatMap { $0.settings.filter { $0.value == "yes" }.keys.sorted() }
        }
        return names.first { $0.hasPrefix("imap_") }
    }

    private func ofAnotherProtocol(_ plugin: String, _ subject: HostFacts) -> Judgement {
        .fail(
            "mail_plugins of `protocol pop3` names `\(plugin)`, a plugin of IMAP: each POP3 login is accepted and then"
                + " disconnected",
            signature: "pop3 \(plugin)", evidence: subject.excerpt("config", "written", lines: 12),
            remedy: [
                .note(
                    "Remove \(setting: plugin) from mail_plugins in \(setting: "protocol pop3"), or name it for IMAP."),
                .reload,
            ])
    }

    /// What doveadm says of a plugin that it cannot load.
    private func unloadable(_ subject: HostFacts) -> Meaning.Known? {
        let lines = ["user", "inbox"].compactMap { try? subject.part("account", $0) }.flatMap(\.lines)
        return lines.lazy.filter { $0.contains("Couldn't load required plugin") }.compactMap { Meaning.of(String($0)) }
            .first { $0.condition == .plugins }
    }

    private func failure(_ known: Meaning.Known, _ subject: HostFacts) -> Judgement {
        Judgement(
            verdict: subject.loginProven ? .warn : .fail, summary: known.clause, signature: known.id,
            evidence: subject.excerpt("account", "user", lines: 2), remedy: known.advice)
    }
}

/// What 2.4 has in place of a plugin that it removed
/// (https://doc.dovecot.org/2.4.1/installation/upgrade/2.3-to-2.4.html).
private let pluginsOf23: [String: Remedy.Note] = [
    "zlib": "write mail_compress instead", "imap_zlib": "remove it, as compression of connections is built in",
    "stats": "remove it, as statistics are built in", "old_stats": "remove it, as statistics are built in",
    "imap_stats": "remove it, as statistics are built in", "imap_old_stats": "remove it, as statistics are built in",
    "replication": "remove it, as 2.4 has no replication", "snarf": "remove it",
    "autocreate": "remove it, and set auto",
    "expire": "remove it, and set mailbox_autoexpunge", "fts_lucene": "write fts_flatcurve instead",
    "fts_squat": "write fts_flatcurve instead", "mail_filter": "remove it", "listescape": "write mailbox_list_escape",
]

extension ConfigPlugins {
    private func failure(_ plugin: String, _ subject: HostFacts) -> Judgement {
        let summary = "mail_plugins names the plugin `\(plugin)`, which does not exist"
        let evidence = subject.excerpt("service", "status", lines: 2)
        // Perhaps a plugin for doveadm only.
        if subject.loginProven {
            return .warn(summary, signature: plugin, evidence: evidence, remedy: remedy(plugin, subject))
        }
        return .fail(
            "\(summary): logins are accepted and then disconnected", signature: plugin, evidence: evidence,
            remedy: remedy(plugin, subject))
    }

    private func remedy(_ plugin: String, _ subject: HostFacts) -> Advice {
        let mend: Advice.Step
        if subject.is24, plugin.hasPrefix("$") {
            mend = .note(
                """
                2.4 has no \(setting: plugin): write \(setting: "mail_plugins { quota = yes }") instead, one line for \
                each plugin.
                """)
        } else if subject.is24, let successor = pluginsOf23[plugin] {
            mend = .note("2.4 has no \(plugin): in mail_plugins, \(successor).")
        } else {
            mend = .note(
                "Install the package that provides \(plugin), or remove it from mail_plugins: see doveconf -n.")
        }
        return [
            mend, .note("When fixed, this command prints nothing."), .run("doveadm service status >/dev/null"),
            .restart,
        ]
    }

    var explanation: Explanation {
        Explanation(
            title: "Are the plugins installed that mail_plugins names?",
            why:
                "doveconf accepts any name. Without the plugin's file, every login is accepted and then disconnected, and"
                + " doveadm fails. After a migration or an upgrade to 2.4 check packages and `$mail_plugins`.",
            byHand: "doveadm service status >/dev/null; doveadm log errors | grep Plugin",
            remedies: [
                "Install the plugin's package.", "2.3: mail_plugins = $mail_plugins quota",
                "2.4: mail_plugins { quota = yes }",
            ],
            references: ["Log: `Plugin 'x' not found from directory`"])
    }
}
