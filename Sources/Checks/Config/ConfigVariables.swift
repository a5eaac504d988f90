import Fleet

struct ConfigVariables: Check {
    let id = "config.variables"
    let decides: Condition? = .mailSettings

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        guard try subject.version().is24 else { return .skipped("2.3 has these variables itself") }
        let left = leftOver(in: try subject.configuration(), within: false)
        guard let first = left.first else { return .pass("no variable of 2.3 is left in the configuration") }
        return found(first, left, subject)
    }

    /// The settings that hold one, in the order of their names: those that say where mail lies and who a user is, and
    /// all of a passdb or userdb. Elsewhere (formats of log lines) a literal `%u` is ugly and harmless.
    private func leftOver(in block: ConfigurationBlock, within database: Bool) -> [OldVariable] {
        let own = Array(
            block.settings.lazy.filter { name, value in
                value.utf8.contains(UInt8(ascii: "%")) && (database || matters(name))
            })
        return own.sorted { $0.key < $1.key }.compactMap { OldVariable(setting: $0, value: $1) }
            + block.blocks.flatMap { leftOver(in: $0, within: database || ["passdb", "userdb"].contains($0.kind)) }
    }

    private func matters(_ name: String) -> Bool {
        name == "auth_username_format" || name == "mail_home" || (name.hasPrefix("mail_") && name.hasSuffix("_path"))
            || name == "mail_path"
    }
}

extension ConfigVariables {
    private func found(_ first: OldVariable, _ all: [OldVariable], _ subject: Subject) -> Judgement {
        var judgement = failure(first, all, subject)
        judgement.breaks = first.isLocation ? .mailSettings : .accountSettings
        return judgement
    }

    private func failure(_ first: OldVariable, _ all: [OldVariable], _ subject: Subject) -> Judgement {
        let effect =
            first.isLocation
            ? "all users share what it names" : "users are looked up by that very text, and nobody is found"
        return .fail(
            "\(first.setting) = \(first.value): \(first.variable) is a variable of 2.3, which 2.4 takes literally:"
                + " \(effect)",
            signature: first.setting,
            evidence: [
                Finding.Excerpt(
                    probe: "config.written",
                    excerpt: all.prefix(4).map { "\($0.setting) = \($0.value)" }.joined(separator: "\n"))
            ],
            remedy: Advice(all.map(correction)) + [.reload]
                + (first.isLocation
                    ? [
                        .note(
                            """
                            Look into \(setting: first.value) before anything else: it may hold mail of several users.
                            """)
                    ] : []))
    }

    /// Of a value that was withheld on the host only the variables are known.
    private func correction(_ found: OldVariable) -> Advice.Step {
        guard let (old, new) = found.withheld else {
            return .note("Set \(setting: "\(found.setting) = \(found.renewed)")")
        }
        return .note("In \(setting: found.setting), spell \(setting: old) as 2.4 does: \(setting: new)")
    }

    var explanation: Explanation {
        Explanation(
            title: "Is a variable of 2.3 left in a configuration of 2.4?",
            why: "2.4 takes `%d`, `%n` and `%u` as they stand: doveconf accepts them, logins work, nothing is logged,"
                + " and every user gets the same directory, or is looked up by the same name.",
            byHand: "doveconf -n | grep '%[a-zA-Z]'",
            remedies: [
                "%u is %{user}, %n is %{user | username}, %d is %{user | domain}, %h is %{home}, %Lu is"
                    + " %{user | lower}; then: doveconf -n >/dev/null && doveadm reload", "2.3 itself needs nothing.",
            ],
            references: ["https://doc.dovecot.org/2.4.1/installation/upgrade/2.3-to-2.4.html (variable expansion)"])
    }
}
