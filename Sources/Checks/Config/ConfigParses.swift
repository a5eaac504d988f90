import Fleet

struct ConfigParses: Check {
    let id = "config.parses"
    let decides: Condition? = .configuration
    let asks: Set<Condition> = []

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        let written = try subject.part("config", "written")
        if written.isMissing { throw MissingFact("there is no doveconf on this host") }
        if written.status != 0 { return try failure(written, named: "written", subject) }
        let loads = try subject.part("config", "loads")
        guard loads.status != 0, let error = ConfigurationError(loads.lines), !error.isAboutTLSFile else {
            return .pass("doveconf reads the configuration")
        }
        // doveconf quoted the key, which the agent withheld: `tls.files` judges it.
        if loads.lines.contains("(private key withheld)") { return .pass("doveconf reads the configuration") }
        // Only root may read the files that -x loads.
        if loads.isDenied { return .pass("doveconf reads the configuration") }
        return try failure(loads, named: "loads", subject)
    }

    private func failure(_ part: ProbeOutput.Part, named name: String, _ subject: HostFacts) throws(MissingFact)
        -> Judgement
    {
        if part.isDenied { throw MissingFact("the agent cannot read the configuration: \(part.firstLine)") }
        guard let error = ConfigurationError(part.lines) else {
            throw MissingFact("doveconf failed without an error message (status \(part.status))")
        }
        return .fail(
            "Dovecot cannot read its configuration: \(error.place.isEmpty ? "" : error.place + ": ")"
                + (included(error, subject).map { "it includes \($0), and no such file exists" } ?? error.message),
            signature: "\(error.file) \(error.setting ?? error.message)",
            evidence: subject.excerpt("config", name),
            remedy: remedy(for: error, in: subject))
    }
}

extension ConfigParses {
    private func remedy(for error: ConfigurationError, in subject: HostFacts) -> Advice {
        let place = error.place.isEmpty ? "the configuration" : error.place
        return mend(error, at: place, subject) + [
            .note("doveconf stops at the first error: repeat until it prints nothing."), .run("doveconf -n >/dev/null"),
            .restart,
        ]
    }

    private func mend(_ error: ConfigurationError, at place: String, _ subject: HostFacts) -> Advice {
        let missing = error.message.between("Unknown protocol: ", "\n") ?? error.message.after("Unknown protocol: ")
        let section = missing.map(String.init) ?? directoryDriver(error) ?? error.setting ?? ""
        // The host lacks a user or group, or the place is that of the whole file.
        if let known = Meaning.of(error.message),
            ["setting.user-missing", "setting.group-missing", "setting.brace"].contains(known.id)
        {
            let others: [Advice.Step] = [.start, .restart, .run("doveconf -n >/dev/null")]
            return Advice(known.advice.steps.filter { !others.contains($0) })
        }
        guard let package = packagesOfSections[section] else { return [.note(correct(error, at: place, subject))] }
        return [.note("\(place) needs \(package.name): \(error.message)"), .install(package)]
    }

    private func correct(_ error: ConfigurationError, at place: String, _ subject: HostFacts) -> Remedy.Note {
        let version = (try? subject.version())?.text ?? subject.series
        if error.message.contains("dovecot_config_version") {
            return subject.is24
                ? """
                If the other settings are for 2.4, write dovecot_config_version = 2.4.0 before them, or the version that \
                they were written for. The host runs \(version): convert a configuration for 2.3 completely, with \
                https://dovecot.org/upgrader, or restore the package's own 2.4 configuration.
                """
                : """
                This configuration is for 2.4 and the host runs \(version): upgrade Dovecot, or restore the package's \
                own 2.3 configuration.
                """
        }
        if let pattern = included(error, subject) {
            return """
                Restore \(setting: pattern), remove \(place), or write include_try there in place of include, which allows \
                that nothing matches.
                """
        }
        if let file = error.message.between("open(", ") failed: No such file or directory") {
            return "Restore \(setting: String(file)), from a backup or a host with the same configuration."
        }
        if let section = error.openSection, let setting = error.setting {
            return """
                Add the missing brace that closes the section \(section), in an earlier line or file than \(place): \
                \(setting) stands inside of it.
                """
        }
        guard let setting = error.setting else {
            return subject.is24 && error.message.contains("is missing section name")
                ? """
                In \(place), give the section a name, as 2.4 requires: \(setting: "passdb pam { }"), \
                \(setting: "namespace inbox { }").
                """
                : "Correct \(place): \(error.message)"
        }
        if subject.is24, let new = renamedSettings[setting] {
            return "In \(place), replace \(setting), which 2.4 no longer has, with \(setting: new)."
        }
        if !subject.is24, let old = newerSettings[setting] {
            return "In \(place), replace \(setting), which only 2.4 has, with \(setting: old)."
        }
        return
            "In \(place), correct or remove the setting \(setting). Dovecot’s words: \(setting: error.message)"
    }

    private func included(_ error: ConfigurationError, _ subject: HostFacts) -> String? {
        guard error.message == "No matches", let part = try? subject.partIfCollected("config", "include"),
            !part.firstLine.isEmpty
        else { return nil }
        return part.firstLine
    }

    /// 2.4 does not know settings of a driver that is not installed: `filter: Unknown setting: filter (passdb_filter or
    /// passdb_ldap_filter not found either.`
    private func directoryDriver(_ error: ConfigurationError) -> String? {
        let own = ["filter", "bind", "bind_userdn", "iterate_filter"]
        guard let setting = error.setting, own.contains(setting) else { return nil }
        return error.message.contains("db_ldap_\(setting) not found") ? "ldap" : nil
    }

    var explanation: Explanation {
        Explanation(
            title: "Can Dovecot read its configuration?",
            why: "With a broken configuration Dovecot does not start. If it runs, its next restart fails. doveadm does "
                + "not work either.",
            byHand: "doveconf -n >/dev/null; doveconf -xn >/dev/null",
            remedies: [
                "Correct the file and line that doveconf names, until it prints nothing; then restart.",
                "After an upgrade to 2.4: rename what 2.4 renamed, name every section, and begin with "
                    + "dovecot_config_version.",
            ],
            references: ["https://doc.dovecot.org/2.4.1/installation/upgrade/2.3-to-2.4.html"])
    }
}
