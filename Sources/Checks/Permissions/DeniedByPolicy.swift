import Fleet

struct DeniedByPolicy: Check {
    let id = "permissions.policy"
    let asks: Set<Condition> = []

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        guard let part = try subject.laterPart("logs", "denials") else { return .skipped(Subject.olderAgent) }
        if part.firstLine == "none" { return .skipped("neither SELinux nor AppArmor is in force") }
        if part.status != 0 { throw Unjudgeable("the kernel's log could not be read: \(part.complaint)") }
        let day: Int64 = 86_400
        let denials = part.lines.compactMap(Denial.init).filter { $0.time > subject.began - day }
        guard let newest = denials.last else { return .pass("nothing was kept from Dovecot in the last day") }
        return denied(newest, count: denials.count, subject)
    }
}

extension DeniedByPolicy {
    private func denied(_ denial: Denial, count: Int, _ subject: Subject) -> Judgement {
        .warn(
            "\(denial.system.rawValue) kept Dovecot from \(denial.deed) on \(denial.object) (\(denial.rule)),"
                + " \(count == 1 ? "once" : "\(count) times") in the last day",
            signature: "\(denial.system.rawValue) \(denial.deed) \(denial.object)",
            evidence: subject.excerpt("logs", "denials"), remedy: remedy(denial, subject))
    }

    private func remedy(_ denial: Denial, _ subject: Subject) -> Advice {
        denial.remedy(mail: (try? subject.userFields())?["home"] ?? "/var/vmail")
    }

    var explanation: Explanation {
        Explanation(
            title: "Do SELinux or AppArmor keep anything from Dovecot?",
            why: "The modes of the files look right, and access is denied all the same: mail that was copied to a new"
                + " place has the wrong label, or lies where the profile does not let Dovecot go. The kernel's log says"
                + " so, and Dovecot only `UNIX perms appear ok`.",
            byHand: "getenforce; ausearch -m avc -ts today -c imap; dmesg | grep 'apparmor=\"DENIED\"'",
            thresholds: "Warns from one denial on in the last 24 hours.",
            remedies: [
                "SELinux: semanage fcontext -a -t mail_home_rw_t 'DIR(/.*)?'; restorecon -Rv DIR",
                "AppArmor: a line in /etc/apparmor.d/local/PROFILE; apparmor_parser -r",
            ],
            references: [
                "https://doc.dovecot.org/2.4.1/core/admin/errors.html", "semanage-fcontext(8)", "apparmor.d(5)",
            ])
    }
}

extension Denial {
    /// What allows it; `mail` is the directory whose label is mended, if it is mail.
    func remedy(mail: String) -> Advice {
        switch system {
        case .selinux where object.hasPrefix("port "):
            let port = object.dropFirst("port ".count)
            return [
                .run("ausearch -m avc -ts today -c dovecot"), .note("If Dovecot is meant to listen there:"),
                .run("semanage port -a -t pop_port_t -p tcp \(port)"),
            ]
        case .selinux:
            return [
                .run("ausearch -m avc -ts today -c imap -c dovecot"), .note("If it is mail that has the wrong label:"),
                .run("semanage fcontext -a -t mail_home_rw_t \(Self.pattern(below: mail))"),
                .run("restorecon -Rv \(mail)"),
            ]
        case .apparmor:
            let rights = deed == "exec" ? "mrPx" : "rwk"
            return [
                .note(
                    """
                    Allow it in /etc/apparmor.d/local/\(profileFile), by a line \
                    \(setting: "\(object) \(rights),").
                    """), .run("apparmor_parser -r \("/etc/apparmor.d/\(profileFile)")"),
            ]
        }
    }

    /// A directory and all below it as semanage-fcontext(8) takes it: a regular expression (PCRE2).
    private static func pattern(below directory: String) -> String {
        let special = Set(#".^$*+?()[]{}|\"#.utf8)
        let escaped = directory.utf8.flatMap { special.contains($0) ? [UInt8(ascii: "\\"), $0] : [$0] }
        return String(decoding: escaped, as: UTF8.self) + "(/.*)?"
    }
}
