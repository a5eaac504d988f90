import Fleet

struct ConfigPlugins: Check {
    let id = "config.plugins"
    let decides: Condition? = .plugins
    let attempt: Attempt? = .sweep

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        if let plugin = try missing(subject) { return failure(plugin, subject) }
        return .pass("the plugins that mail_plugins names are there")
    }

    /// doveadm loads them before it does anything else; those of one protocol only its processes can miss.
    private func missing(_ subject: Subject) throws(Unjudgeable) -> String? {
        let status = try subject.part("service", "status")
        if status.isMissing { throw Unjudgeable("there is no doveadm on this host") }
        if status.status == 89 { throw Unjudgeable("the configuration cannot be read") }
        let logged = (try? subject.output("logs", "errors"))?.lazy.compactMap { LogLine($0) }.map { Substring($0.text) }
        let said = status.lines(holding: "Plugin '") + (logged.map { Array($0) } ?? [])
        return said.lazy.compactMap { $0.between("Plugin '", "' not found from directory") }.first.map(String.init)
    }
}

extension ConfigPlugins {
    private func failure(_ plugin: String, _ subject: Subject) -> Judgement {
        let summary = "mail_plugins names `\(plugin)`, and there is no such plugin"
        let evidence = subject.excerpt("service", "status", lines: 2)
        // A plugin may be doveadm's alone.
        if subject.loginProven {
            return .warn(summary, signature: plugin, evidence: evidence, remedy: remedy(plugin, subject))
        }
        return .fail(
            "\(summary): logins are accepted and then cut off", signature: plugin, evidence: evidence,
            remedy: remedy(plugin, subject))
    }

    private func remedy(_ plugin: String, _ subject: Subject) -> Advice {
        let mend: Advice.Step
        if subject.is24, plugin.hasPrefix("$") {
            mend = .note(
                """
                2.4 has no \(setting: plugin): in its place write \(setting: "mail_plugins { quota = yes }"), for each \
                plugin a line.
                """)
        } else {
            mend = .note("Install the package that brings \(plugin), or take it out of mail_plugins: see doveconf -n.")
        }
        return [
            mend, .note("This is silent once it is mended."), .run("doveadm service status >/dev/null"), .restart,
        ]
    }

    var explanation: Explanation {
        Explanation(
            title: "Are the plugins installed that mail_plugins names?",
            why: "doveconf accepts any name. Without the file, every login is accepted and then cut off, and doveadm"
                + " answers nothing; after a migration or an upgrade to 2.4 it is a package or `$mail_plugins`.",
            byHand: "doveadm service status >/dev/null; doveadm log errors | grep Plugin",
            remedies: [
                "Install the plugin's package.", "2.3: mail_plugins = $mail_plugins quota",
                "2.4: mail_plugins { quota = yes }",
            ],
            references: ["Log: `Plugin 'x' not found from directory`"])
    }
}
