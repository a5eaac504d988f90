import Fleet

struct ConfigDebug: Check {
    let id = "config.debug"

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        let settings = try subject.settings()
        let left = (secret + loud).compactMap { name in
            settings[name].flatMap { $0 == "no" || isShortHash($0) ? nil : "\(name) = \($0)" }
        }
        guard let first = left.first else { return .pass("debug logging is off") }
        let leaks = secret.contains { name in left.contains { $0.hasPrefix("\(name) ") } }
        return .warn(
            "\(left.joined(separator: ", ")): "
                + (leaks
                    ? "\(isOfHashes(left) ? "hashes of wrong passwords" : "passwords") are written to the log"
                    : "debug lines fill the log and hide errors"),
            signature: left.map { String($0.prefix { $0 != " " }) }.joined(separator: " "),
            evidence: [Finding.Excerpt(probe: "config.settings", excerpt: left.joined(separator: "\n"))],
            remedy: remedy(left, leaks: leaks, first: first, subject))
    }
}

/// `sha1:6`: a truncated hash reveals no password.
private func isShortHash(_ value: String) -> Bool {
    value.after("sha1:").flatMap { number($0, in: 1...16) } != nil
}

private let secret = ["auth_debug_passwords", "auth_verbose_passwords"]
private let loud = ["auth_debug", "mail_debug"]

extension ConfigDebug {
    /// Without a salt and uncut, SHA-1 is no protection of a password that is almost right.
    private func isOfHashes(_ left: [String]) -> Bool {
        !left.contains { $0.hasPrefix("auth_debug_passwords ") } && left.contains { $0.hasSuffix(" = sha1") }
    }

    private func remedy(_ left: [String], leaks: Bool, first: String, _ subject: HostFacts) -> Advice {
        let off = left.map { "\($0.prefix { $0 != " " }) = no" }.joined(separator: ", ")
        let log = (try? subject.settings())?["log_path"] ?? "syslog"
        let place = log.hasPrefix("/") ? log : "the journal and the files that syslog writes"
        return [.note("Set \(off), or remove the lines."), .reload]
            + (leaks ? [.note("Passwords that users sent since then are in \(place): remove them there.")] : [])
    }

    var explanation: Explanation {
        Explanation(
            title: "Is debug logging on that writes passwords to the log?",
            why:
                "auth_debug_passwords logs every password. auth_verbose_passwords logs wrong passwords, which are often right"
                + " elsewhere. Guides switch them on and do not switch them off. Where one is on, dovesweep sends no"
                + " password.",
            byHand: "doveconf auth_debug_passwords auth_verbose_passwords auth_debug mail_debug",
            remedies: [
                "auth_debug_passwords = no and auth_verbose_passwords = no, in 2.3 and in 2.4: doveconf -n >/dev/null && doveadm reload"
            ],
            references: ["https://doc.dovecot.org/2.4.1/core/admin/logging.html"])
    }
}
