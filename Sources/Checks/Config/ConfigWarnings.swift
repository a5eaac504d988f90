import Fleet

struct ConfigWarnings: Check {
    let id = "config.warnings"

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        let written = try subject.part("config", "written")
        if written.isMissing { throw Unjudgeable("there is no doveconf on this host") }
        if written.status != 0 { throw Unjudgeable("the configuration cannot be read") }
        let mark = "doveconf: Warning: "
        let warnings = written.lines(holding: mark).filter { $0.begins(with: mark) }
            .compactMap { ConfigurationWarning($0.dropFirst(mark.count)) }
        guard let first = warnings.first else { return .pass("doveconf has nothing to warn of") }
        let more = warnings.count > 1 ? " (and \(warnings.count - 1) more)" : ""
        return .warn(
            "doveconf warns: \(first.text)\(more)", signature: warnings.map(\.subject).joined(separator: " "),
            evidence: [
                Finding.Excerpt(
                    probe: "config.written", excerpt: warnings.prefix(4).map(\.text).joined(separator: "\n"))
            ],
            remedy: Advice(warnings.map { .note($0.remedy) }) + [.reload])
    }
}

/// A warning that `doveconf` prints before the configuration.
private struct ConfigurationWarning {
    let text: String
    /// The setting that it is about, else its first words.
    let subject: String
    let remedy: Remedy.Note

    /// nil for what is no matter of this check: a hint, and the file that is judged by `config.loaded`.
    init?(_ line: Substring) {
        if line.contains("NOTE: You can get a new clean config") || line.contains("was last started using") {
            return nil
        }
        text = String(line.prefix(300))
        if let rest = line.after("Obsolete setting in "), let (place, what) = Self.place(in: rest) {
            subject = String(what.prefix { $0 != " " && $0 != "=" })
            remedy =
                "In \(place): \(what). 2.3 still takes it, and 2.4 will not start with it."
        } else if let service = line.between("service ", " {"), let needed = line.between("max. load (", ")") {
            subject = "\(service) client_limit"
            remedy =
                """
                Set \(setting: "service \(service) { client_limit = \(needed) }"), or lower the process_limit of what it \
                serves.
                """
        } else {
            subject = words(of: line).prefix(4).joined(separator: " ")
            remedy = "Mend what it names: \(text)"
        }
    }

    /// `/etc/dovecot/conf.d/10-ssl.conf:11: ssl_protocols has been replaced by ssl_min_protocol`
    private static func place(in text: Substring) -> (Substring, Substring)? {
        guard let colon = text.range(of: ": ") else { return nil }
        return (text[..<colon.lowerBound], text[colon.upperBound...])
    }
}

extension ConfigWarnings {
    var explanation: Explanation {
        Explanation(
            title: "Does doveconf warn of anything in the configuration?",
            why: "Obsolete settings work in 2.3 and keep 2.4 from starting; a client_limit that is too low lets logins"
                + " hang once the host is busy. Each doveconf and doveadm prints these warnings, and nobody reads them.",
            byHand: "doveconf -n 2>&1 >/dev/null",
            remedies: [
                "On 2.3: replace each obsolete setting by what the warning names.",
                "service auth { client_limit = N }, with the number that the warning gives.",
            ],
            references: ["https://doc.dovecot.org/2.4.1/installation/upgrade/2.3-to-2.4.html"])
    }
}
