import Fleet

/// Something that SELinux or AppArmor kept from Dovecot: a line of the audit log, or of the kernel's.
struct Denial: Sendable, Equatable {
    /// Unix seconds.
    let time: Int64
    let system: System
    /// `read`, `open`; as the line says.
    let deed: String
    /// Of what: a path, only a name, or a port.
    let object: String
    /// SELinux's label of it; AppArmor's profile of the process.
    let rule: String

    enum System: String, Sendable { case selinux = "SELinux", apparmor = "AppArmor" }

    /// `type=AVC msg=audit(1732562932.123:456): avc:  denied  { read } for … name="Maildir" … tcontext=U:R:TYPE:s0 …`,
    /// `audit: type=1400 audit(1732562932.123:45): apparmor="DENIED" operation="open" … profile="P" name="/srv/x" …`
    ///
    /// Nil where the policy only complains: SELinux says so by `permissive=1`, AppArmor by `ALLOWED`.
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
        // A socket has no name: SELinux gives the port that it was to be bound to, or to reach.
        let port = (line.after(" src=") ?? line.after(" dest="))?.prefix { $0 != " " }
        return port.map { "port \($0)" } ?? "something without a name"
    }

    /// The profile's file, and what may be added to it: `/etc/apparmor.d/usr.lib.dovecot.imap`.
    ///
    /// Profiles are named by the program, or since AppArmor 3 by a word of their own: `dovecot-imap`, and `dovecot` for
    /// the master.
    var profileFile: String {
        // What a profile runs under its own rules has its name after two slashes.
        let program = rule.range(of: "//").map { String(rule[..<$0.lowerBound]) } ?? rule
        if program == "dovecot" { return "usr.sbin.dovecot" }
        if program.hasPrefix("dovecot-") { return "usr.lib.dovecot." + program.dropFirst("dovecot-".count) }
        return program.split(separator: "/").joined(separator: ".")
    }
}
