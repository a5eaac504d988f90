import Fleet

struct ConfigVariables: Check {
    let id = "config.variables"
    let decides: Condition? = .mailSettings

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        let is24 = try subject.version().is24
        let left = foreign(in: try subject.configuration(), within: false, is24)
        guard let first = left.first else {
            return .pass("no variable of \(is24 ? "2.3 is left" : "2.4 is") in the configuration")
        }
        return is24 ? leftOver(first, left, subject) : tooNew(first, left, subject)
    }

    /// Only settings that locate mail or identify users. In log formats a literal `%u` is harmless.
    private func foreign(
        in block: ConfigurationBlock, within database: Bool, _ is24: Bool
    ) -> [ForeignVariable] {
        let own = Array(
            block.settings.lazy.filter { name, value in
                value.utf8.contains(UInt8(ascii: "%")) && (database || matters(name))
            })
        return own.sorted { $0.key < $1.key }.compactMap { ForeignVariable(setting: $0, value: $1, is24: is24) }
            + block.blocks.flatMap {
                foreign(in: $0, within: database || ["passdb", "userdb"].contains($0.kind), is24)
            }
    }

    private func matters(_ name: String) -> Bool {
        name == "auth_username_format" || name == "mail_home" || (name.hasPrefix("mail_") && name.hasSuffix("_path"))
            || ["mail_path", "mail_location", "location"].contains(name)
    }
}

extension ConfigVariables {
    private func leftOver(_ first: ForeignVariable, _ all: [ForeignVariable], _ subject: HostFacts) -> Judgement {
        var judgement = failure(first, all, subject)
        judgement.breaks = first.isLocation ? .mailSettings : .accountSettings
        return judgement
    }

    /// 2.3 refuses the login where it needs the setting. A passwd-file with a home of its own needs no mail_home.
    private func tooNew(_ first: ForeignVariable, _ all: [ForeignVariable], _ subject: HostFacts) -> Judgement {
        var judgement = Judgement(
            verdict: subject.loginProven ? .warn : .fail,
            summary:
                "\(first.setting) = \(first.value): \(first.variable) is a variable of 2.4, which 2.3 does not know",
            signature: first.setting, evidence: evidence(all), remedy: Advice(corrections(all)) + [.reload])
        judgement.breaks = .accountSettings
        return judgement
    }

    private func evidence(_ all: [ForeignVariable]) -> [Finding.Excerpt] {
        [
            Finding.Excerpt(
                probe: "config.written",
                excerpt: all.prefix(4).map { "\($0.setting) = \($0.value)" }.joined(separator: "\n"))
        ]
    }

    private func failure(_ first: ForeignVariable, _ all: [ForeignVariable], _ subject: HostFacts) -> Judgement {
        let effect =
            first.isLocation
            ? "all users share one path" : "every user is looked up by this text, and none is found"
        return .fail(
            "\(first.setting) = \(first.value): \(first.variable) is a variable of 2.3, which 2.4 does not expand:"
                + " \(effect)",
            signature: first.setting, evidence: evidence(all),
            remedy: Advice(corrections(all)) + [.reload]
                + (first.isLocation
                    ? [
                        .note(
                            """
                            First look into \(setting: first.value): it may hold mail of several users.
                            """)
                    ] : []))
    }

    private func corrections(_ all: [ForeignVariable]) -> [Advice.Step] {
        var seen: Set<Advice.Step> = []
        return all.map(correction).filter { seen.insert($0).inserted }
    }

    private func correction(_ found: ForeignVariable) -> Advice.Step {
        guard let (old, new) = found.withheld else {
            return .note("Set \(setting: "\(found.setting) = \(found.renewed)")")
        }
        return .note("In \(setting: found.setting), replace \(setting: old) with \(setting: new)")
    }

    var explanation: Explanation {
        Explanation(
            title: "Has the configuration only variables that this version of Dovecot knows?",
            why: "2.4 does not expand `%d`, `%n` and `%u`. doveconf accepts them, logins work, nothing is logged, but"
                + " every user gets the same directory, or is looked up by the same name. 2.3 does not know the filters"
                + " of 2.4, as in `%{user | domain}`.",
            byHand: "doveconf -n | grep '%'",
            remedies: [
                "%u is %{user}, %n is %{user | username}, %d is %{user | domain}, %h is %{home}, %Lu is"
                    + " %{user | lower}; then: doveconf -n >/dev/null && doveadm reload"
            ],
            references: ["https://doc.dovecot.org/2.4.1/installation/upgrade/2.3-to-2.4.html (variable expansion)"])
    }
}
