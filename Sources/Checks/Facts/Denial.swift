/// Something that SELinux or AppArmor kept from Dovecot: a line of the audit log, or of the kernel's.
struct Denial: Sendable, Equatable {
    /// Unix seconds.
    let time: Int64
    let system: System
    /// `read`, `open`; as the line says.
    let deed: String
    /// Of what: a path, or only a name.
    let object: String
    /// SELinux's label of it; AppArmor's profile of the process.
    let rule: String

    enum System: String, Sendable { case selinux = "SELinux", apparmor = "AppArmor" }

    /// `type=AVC msg=audit(1732562932.123:456): avc:  denied  { read } for … name="Maildir" … tcontext=U:R:TYPE:s0 …`,
    /// `audit: type=1400 audit(1732562932.123:45): apparmor="DENIED" operation="open" … profile="P" name="/srv/x" …`
    init?(_ line: Substring) {
        guard let time = line.between("audit(", ".").flatMap({ Int64($0) }) else { return nil }
        self.time = time
        object = String(line.between(" path=\"", "\"") ?? line.between(" name=\"", "\"") ?? "")
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
    }
}
