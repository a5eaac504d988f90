import Fleet

/// A denial by SELinux or AppArmor, from the audit or kernel log.
struct Denial: Sendable, Equatable {
    /// Unix seconds.
    let time: Int64
    let system: System
    let deed: String
    /// A path, name or port.
    let object: String
    /// SELinux type of the object, or AppArmor profile.
    let rule: String

    enum System: String, Sendable { case selinux = "SELinux", apparmor = "AppArmor" }

    /// `type=AVC msg=audit(1732562932.123:456): avc:  denied  { read } for … name="Maildir" … tcontext=U:R:TYPE:s0 …`,
    /// `audit: type=1400 audit(1732562932.123:45): apparmor="DENIED" operation="open" … profile="P" name="/srv/x" …`
    ///
    /// nil in permissive mode (SELinux `permissive=1`, AppArmor `ALLOWED`).
    init?(_ line: Substring) {
        guard let time = line.between("audit(", ".").flatMap({ number($0, in: unixTimes) }),
            !line.contains(" permissive=1")
        else {
            return nil
        }
        self.time = time
        if line.contains("apparmor=\"DENIED\"") {
            system = .apparmor
            deed = String(line.between("operation=\"", "\"") ?? "use")
            rule = String(line.between("profile=\"", "\"") ?? "")
        } else if let deed = line.between("denied  { ", " }") ?? line.between("denied { ", " }") {
            system = .selinux
            self.deed = String(deed)
            let context = line.after(" tcontext=")?.prefix { $0 != " " }.split(separator: ":") ?? []
            rule = context.count > 2 ? String(context[2]) : ""
        } else {
            return nil
        }
        object = Denial.object(of: line)
    }

    private static func object(of line: Substring) -> String {
        if let path = line.between(" path=\"", "\"") ?? line.between(" name=\"", "\"") { return String(path) }
        // SELinux names a socket by its port.
        let port = (line.after(" src=") ?? line.after(" dest="))?.prefix { $0 != " " }
        return port.map { "port \($0)" } ?? "something without a name"
    }

    /// The profile's file name in /etc/apparmor.d.
    ///
    /// AppArmor names profiles by path, or since version 3 `dovecot` and `dovecot-imap`.
    var profileFile: String {
        let program = rule.range(of: "//").map { String(rule[..<$0.lowerBound]) } ?? rule
        if program == "dovecot" { return "usr.sbin.dovecot" }
        if program.hasPrefix("dovecot-") { return "usr.lib.dovecot." + program.dropFirst("dovecot-".count) }
        return program.split(separator: "/").joined(separator: ".")
    }
}
