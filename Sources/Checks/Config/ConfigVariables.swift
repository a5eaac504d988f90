import Fleet

struct ConfigVariables: Check {
    let id = "config.variables"
    let decides: Condition? = .mailSettings

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        guard try subject.version().is24 else { return .skipped("Dovecot 2.3 uses these variables") }
        let left = leftOver(in: try subject.configuration(), within: false)
        guard let first = left.first else { return .pass("no variable of 2.3 is left in the configuration") }
        return found(first, left, subject)
    }

    /// Only settings that locate mail or identify users. In log formats a literal `%u` is harmless.
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
    private func found(_ first: OldVariable, _ all: [OldVariable], _ subject: HostFacts) -> Judgement {
        var judgement = failure(first, all, subject)
        judgement.breaks = first.isLocation ? .mailSettings : .accountSettings
        return judgement
    }

    private func failure(_ first: OldVariable, _ all: [OldVariable], _ subject: HostFacts) -> Judgement {
        let effect =
            first.isLocation
            ? "all users share one path" : "every user is looked up by this text, and none is found"
        return .fail(
            "\(first.setting) = \(first.value): \(first.variable) is a variable of 2.3, which 2.4 does not expand:"
                + " \(effect)",
            signature: first.setting,
            evidence: [
                Finding.Excerpt(
                    probe: "config.written",
                    excerpt: all.prefix(4).map { "\($0.setting) = \($0.value)" }.joined(separator: "\n"))
            ],
            remedy: Advice(corrections(all)) + [.reload]
                + (first.isLocation
                    ? [
                        .note(
                            """
                            First look into \(setting: first.value): it may hold mail of several users.
                            """)
                    ] : []))
    }

    private func corrections(_ all: [OldVariable]) -> [Advice.Step] {
        var steps: [Advice.Step] = []
        for step in all.map(correction) where !steps.contains(step) { steps.append(step) }
        return steps
    }

    private func correction(_ found: OldVariable) -> Advice.Step {
        guard let (old, new) = found.withheld else {
            return .note("Set \(setting: "\(found.setting) = \(found.renewed)")")
        }
        return .note("In \(setting: found.setting), replace \(setting: old) with \(setting: new)")
    }

    var explanation: Explanation {
        Explanation(
            title: "Is a variable of 2.3 left in a configuration of 2.4?",
            why: "2.4 does not expand `%d`, `%n` and `%u`. doveconf accepts them, logins work, nothing is logged, but"
                + " every user gets the same directory, or is looked up by the same name.",
            byHand: "doveconf -n | grep '%[a-zA-Z]'",
            remedies: [
                "%u is %{user}, %n is %{user | username}, %d is %{user | domain}, %h is %{home}, %Lu is"
                    + " %{user | lower}; then: doveconf -n >/dev/null && doveadm reload", "2.3 itself needs no change.",
            ],
            references: ["https://doc.dovecot.org/2.4.1/installation/upgrade/2.3-to-2.4.html (variable expansion)"])
    }
}
