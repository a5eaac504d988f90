import Fleet

struct DeniedByPolicy: Check {
    let id = "permissions.policy"
    let asks: Set<Condition> = []

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        guard let part = try subject.partIfCollected("logs", "denials") else { return .skipped(HostFacts.olderAgent) }
        if part.firstLine == "none" { return .skipped("neither SELinux nor AppArmor is in force") }
        if part.status != 0 { throw MissingFact("the kernel's log could not be read: \(part.complaint)") }
        let day: Int64 = 86_400
        let denials = part.lines.compactMap(Denial.init).filter { $0.time > subject.began - day }
        guard let newest = denials.last else { return .pass("nothing was denied to Dovecot in the last day") }
        return denied(newest, count: denials.count, subject)
    }
}

extension DeniedByPolicy {
    private func denied(_ denial: Denial, count: Int, _ subject: HostFacts) -> Judgement {
        .warn(
            "\(denial.system.rawValue) denied Dovecot \(denial.deed) on \(denial.object) (\(denial.rule)),"
                + " \(count == 1 ? "once" : "\(count) times") in the last day",
            signature: "\(denial.system.rawValue) \(denial.deed) \(denial.object)",
            evidence: subject.excerpt("logs", "denials"), remedy: remedy(denial, subject))
    }

    private func remedy(_ denial: Denial, _ subject: HostFacts) -> Advice {
        denial.remedy(mail: (try? subject.userFields())?["home"] ?? "/var/vmail")
    }

    var explanation: Explanation {
        Explanation(
            title: "Do SELinux or AppArmor deny Dovecot any access?",
            why: "The modes of the files look right, but access is denied: mail that was copied to a new place has the"
                + " wrong label, or is where the profile does not allow Dovecot. The kernel's log shows it; Dovecot logs"
                + " only `UNIX perms appear ok`.",
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
    /// What allows it; `mail` is the directory to relabel.
    func remedy(mail: String) -> Advice {
        switch system {
        case .selinux where object.hasPrefix("port "):
            let port = object.dropFirst("port ".count)
            return [
                .run("ausearch -m avc -ts today -c dovecot"), .note("If Dovecot must listen there:"),
                .run("semanage port -a -t pop_port_t -p tcp \(port)"),
            ]
        case .selinux:
            return [
                .run("ausearch -m avc -ts today -c imap -c dovecot"), .note("If the mail has the wrong label:"),
                .run("semanage fcontext -a -t mail_home_rw_t \(Self.pattern(below: mail))"),
                .run("restorecon -Rv \(mail)"),
            ]
        case .apparmor:
            let rights = deed == "exec" ? "mrPx" : "rwk"
            return [
                .note(
                    """
                    Allow it in /etc/apparmor.d/local/\(profileFile), with the line \
                    \(setting: "\(object) \(rights),").
                    """), .run("apparmor_parser -r \("/etc/apparmor.d/\(profileFile)")"),
            ]
        }
    }

    /// A directory tree as a regular expression (PCRE2) for semanage-fcontext(8).
    private static func pattern(below directory: String) -> String {
        let special = Set(#".^$*+?()[]{}|\"#.utf8)
        let escaped = directory.utf8.flatMap { special.contains($0) ? [UInt8(ascii: "\\"), $0] : [$0] }
        return String(decoding: escaped, as: UTF8.self) + "(/.*)?"
    }
}
