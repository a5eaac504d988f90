import Fleet

struct ConfigParses: Check {
    let id = "config.parses"

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        let written = try subject.part("config", "written")
        if written.isMissing { throw Unjudgeable("there is no doveconf on this host") }
        if written.status != 0 { return try failure(written, named: "written", subject) }
        let loads = try subject.part("config", "loads")
        guard loads.status != 0, let error = ConfigurationError(loads.lines), !error.isAboutTLSFile else {
            return .pass("doveconf reads the configuration")
        }
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
            "Dovecot cannot read its configuration: \(error.place): \(error.message)",
            signature: "\(error.file) \(error.setting ?? error.message)",
            evidence: subject.excerpt("config", name),
            remedy: remedy(for: error, in: subject))
    }
}

extension ConfigParses {
    private func remedy(for error: ConfigurationError, in subject: Subject) -> String {
        let place = error.place.isEmpty ? "the configuration" : error.place
        let mend: String
        if subject.is24, error.message.contains("dovecot_config_version") {
            mend =
                "This is a configuration of 2.3 and the host runs \((try? subject.version().text) ?? "2.4"): "
                + "convert it whole (https://dovecot.org/upgrader), or put back the package's own 2.4 configuration."
        } else if subject.is24, let setting = error.setting, let new = renamedSettings[setting] {
            mend = "In \(place), replace \(setting), which 2.4 has no more, by \(new)."
        } else if subject.is24, error.message.contains("is missing section name") {
            mend = "In \(place), give the section a name, as 2.4 demands: passdb pam { }, namespace inbox { }."
        } else if let setting = error.setting {
            mend = "In \(place), correct or remove \(setting): \(error.message)"
        } else {
            mend = "Correct \(place): \(error.message)"
        }
        return mend + "\ndoveconf -n >/dev/null   # it stops at the first error: repeat until it is silent"
            + "\nsystemctl restart dovecot"
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
