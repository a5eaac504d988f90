import Fleet

struct ConfigWarnings: Check {
    let id = "config.warnings"

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        let written = try subject.part("config", "written")
        if written.isMissing { throw MissingFact("there is no doveconf on this host") }
        if written.status != 0 { throw MissingFact("the configuration cannot be read") }
        let mark = "doveconf: Warning: "
        let warnings = written.lines(holding: mark).filter { $0.begins(with: mark) }
            .compactMap { ConfigurationWarning($0.dropFirst(mark.count)) }
        guard let first = warnings.first else { return .pass("doveconf prints no warning") }
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

private struct ConfigurationWarning {
    let text: String
    /// The setting, else the first four words.
    let subject: String
    let remedy: Remedy.Note

    /// nil for a hint, and for what `config.loaded` judges.
    init?(_ line: Substring) {
        if line.contains("NOTE: You can get a new clean config") || line.contains("was last started using") {
            return nil
        }
        text = String(line.prefix(300))
        if let rest = line.after("Obsolete setting in "), let (place, what) = Self.place(in: rest) {
            subject = String(what.prefix { $0 != " " && $0 != "=" })
            remedy =
                "In \(place): \(what). 2.3 still accepts it, and 2.4 does not start with it."
        } else if let service = line.between("service ", " {"), let needed = line.between("max. load (", ")") {
            subject = "\(service) client_limit"
            remedy =
                """
                Set \(setting: "service \(service) { client_limit = \(needed) }"), or lower the process_limit of the \
                services that use it.
                """
        } else {
            subject = words(of: line).prefix(4).joined(separator: " ")
            remedy = "Correct what the warning names: \(text)"
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
            title: "Does doveconf print warnings about the configuration?",
            why: "2.3 accepts obsolete settings, but 2.4 does not start with them. With a client_limit that is too low,"
                + " logins hang when the host is busy. Every doveconf and doveadm prints these warnings.",
            byHand: "doveconf -n 2>&1 >/dev/null",
            remedies: [
                "On 2.3: replace each obsolete setting with the one that the warning names.",
                "service auth { client_limit = N }, with the number that the warning gives.",
            ],
            references: ["https://doc.dovecot.org/2.4.1/installation/upgrade/2.3-to-2.4.html"])
    }
}
