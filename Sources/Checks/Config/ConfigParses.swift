import Fleet

struct ConfigParses: Check {
    let id = "config.parses"
    let decides: Condition? = .configuration
    let asks: Set<Condition> = []

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        let written = try subject.part("config", "written")
        if written.isMissing { throw Unjudgeable("there is no doveconf on this host") }
        if written.status != 0 { return try failure(written, named: "written", subject) }
        let loads = try subject.part("config", "loads")
        guard loads.status != 0, let error = ConfigurationError(loads.lines), !error.isAboutTLSFile else {
            return .pass("doveconf reads the configuration")
        }
        // It quotes the key, of which nothing comes home, where it takes the key for a path: tls.files judges it.
        if loads.lines.contains("(private key withheld)") { return .pass("doveconf reads the configuration") }
        // -x reads files that only root may: to anybody else their absence proves nothing.
        if loads.isDenied { return .pass("doveconf reads the configuration") }
        return try failure(loads, named: "loads", subject)
    }

    private func failure(_ part: Parts.Part, named name: String, _ subject: Subject) throws(Unjudgeable) -> Judgement {
        if part.isDenied { throw Unjudgeable("the agent may not read the configuration: \(part.firstLine)") }
        guard let error = ConfigurationError(part.lines) else {
            throw Unjudgeable("doveconf failed without saying why (status \(part.status))")
        }
        return .fail(
            "Dovecot cannot read its configuration: \(error.place.isEmpty ? "" : error.place + ": ")\(error.message)",
            signature: "\(error.file) \(error.setting ?? error.message)",
            evidence: subject.excerpt("config", name),
            remedy: remedy(for: error, in: subject))
    }
}

extension ConfigParses {
    private func remedy(for error: ConfigurationError, in subject: Subject) -> Advice {
        let place = error.place.isEmpty ? "the configuration" : error.place
        return mend(error, at: place, subject) + [
            .note("doveconf stops at the first error: repeat until it is silent."), .run("doveconf -n >/dev/null"),
            .restart,
        ]
    }

    private func mend(_ error: ConfigurationError, at place: String, _ subject: Subject) -> Advice {
        let missing = error.message.between("Unknown protocol: ", "\n") ?? error.message.after("Unknown protocol: ")
        let section = missing.map(String.init) ?? directoryDriver(error) ?? error.setting ?? ""
        // What is wrong is a user or a group of the host, and no line of the configuration.
        if let known = Meaning.of(error.message), ["setting.user-missing", "setting.group-missing"].contains(known.id) {
            return Advice(known.advice.steps.filter { $0 != .start && $0 != .restart })
        }
        guard let package = packagesOfSections[section] else { return [.note(correct(error, at: place, subject))] }
        return [.note("\(place) needs \(package.name): \(error.message)"), .install(package)]
    }

    private func correct(_ error: ConfigurationError, at place: String, _ subject: Subject) -> Remedy.Note {
        let version = (try? subject.version())?.text ?? subject.series
        if error.message.contains("dovecot_config_version") {
            return subject.is24
                ? """
                If its other settings are of 2.4, write dovecot_config_version = 2.4.0 before them, or the version that it \
                was written for. If it is a configuration of 2.3, as the host runs \(version), convert it whole, by \
                https://dovecot.org/upgrader, or put back the package's own 2.4 configuration.
                """
                : """
                This is a configuration of 2.4 and the host runs \(version): upgrade Dovecot, or put back the package's \
                own 2.3 configuration.
                """
        }
        guard let setting = error.setting else {
            return subject.is24 && error.message.contains("is missing section name")
                ? """
                In \(place), give the section a name, as 2.4 demands: \(setting: "passdb pam { }"), \
                \(setting: "namespace inbox { }").
                """
                : "Correct \(place): \(error.message)"
        }
        if subject.is24, let new = renamedSettings[setting] {
            return "In \(place), replace \(setting), which 2.4 has no more, by \(setting: new)."
        }
        if !subject.is24, let old = newerSettings[setting] {
            return "In \(place), replace \(setting), which only 2.4 has, by \(setting: old)."
        }
        return "In \(place), correct or remove \(setting): \(error.message)"
    }

    /// 2.4 does not know the settings of a section whose driver is not there, and names what it looked for:
    /// `filter: Unknown setting: filter (passdb_filter or passdb_ldap_filter not found either.`
    private func directoryDriver(_ error: ConfigurationError) -> String? {
        let own = ["filter", "bind", "bind_userdn", "iterate_filter"]
        guard let setting = error.setting, own.contains(setting) else { return nil }
        return error.message.contains("db_ldap_\(setting) not found") ? "ldap" : nil
    }

    var explanation: Explanation {
        Explanation(
            title: "Can Dovecot read its configuration?",
            why: "A server with a broken configuration does not start, and one that runs will not survive its next "
                + "restart. doveadm cannot answer either.",
            byHand: "doveconf -n >/dev/null; doveconf -xn >/dev/null",
            remedies: [
                "Correct the file and line that doveconf names, until it is silent; then restart.",
                "After an upgrade to 2.4: rename what 2.4 renamed, name every section, and begin with "
                    + "dovecot_config_version.",
            ],
            references: ["https://doc.dovecot.org/2.4.1/installation/upgrade/2.3-to-2.4.html"])
    }
}
