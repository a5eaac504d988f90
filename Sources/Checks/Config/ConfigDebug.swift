import Fleet

struct ConfigDebug: Check {
    let id = "config.debug"

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        let settings = try subject.settings()
        let left = (secret + loud).compactMap { name in
            settings[name].flatMap { $0 == "no" || isShortHash($0) ? nil : "\(name) = \($0)" }
        }
        guard let first = left.first else { return .pass("no debugging is left on") }
        let leaks = secret.contains { name in left.contains { $0.hasPrefix("\(name) ") } }
        return .warn(
            "\(left.joined(separator: ", ")): "
                + (leaks ? "passwords are written to the log" : "the log grows, and what matters drowns in it"),
            signature: left.map { String($0.prefix { $0 != " " }) }.joined(separator: " "),
            evidence: [Finding.Excerpt(probe: "config.settings", excerpt: left.joined(separator: "\n"))],
            remedy: remedy(left, leaks: leaks, first: first, subject))
    }
}

/// `sha1:6`: six digits of a hash tell two wrong passwords apart, and do not reveal either.
private func isShortHash(_ value: String) -> Bool {
    value.after("sha1:").flatMap { number($0, in: 1...16) } != nil
}

/// What writes passwords into the log, and what only writes much.
private let secret = ["auth_debug_passwords", "auth_verbose_passwords"]
private let loud = ["auth_debug", "mail_debug"]

extension ConfigDebug {
    private func remedy(_ left: [String], leaks: Bool, first: String, _ subject: Subject) -> Advice {
        let off = left.map { "\($0.prefix { $0 != " " }) = no" }.joined(separator: ", ")
        let log = (try? subject.settings())?["log_path"] ?? "syslog"
        let place = log.hasPrefix("/") ? log : "the journal and the files that syslog writes"
        return [.note("Set \(off), or take the lines out."), .reload]
            + (leaks ? [.note("Passwords that were typed since then are in \(place): remove them there.")] : [])
    }

    var explanation: Explanation {
        Explanation(
            title: "Is debugging left on that writes passwords into the log?",
            why:
                "auth_debug_passwords logs each password that is typed, auth_verbose_passwords the wrong ones, which are"
                + " right ones somewhere else. Guides switch them on and do not switch them off. Where they are on,"
                + " dovesweep sends no password.",
            byHand: "doveconf auth_debug_passwords auth_verbose_passwords auth_debug mail_debug",
            remedies: [
                "auth_debug_passwords = no and auth_verbose_passwords = no, in 2.3 and in 2.4: doveconf -n >/dev/null && doveadm reload"
            ],
            references: ["https://doc.dovecot.org/2.4.1/core/admin/logging.html"])
    }
}
