import Fleet
import Testing

@testable import Checks

/// The lab's kernel has neither SELinux's policy nor AppArmor: the lines are those of other people's hosts
/// (`Evidence/published/README.md`).
@Suite struct DeniedByPolicyTests {
    private let check = DeniedByPolicy()

    private func published(_ name: String) throws -> Substring {
        let text = String(decoding: try EvidenceFiles.bytes("published/\(name).txt"), as: UTF8.self)
        return try #require(lines(of: text).first)
    }

    /// A host of the lab that has it in its log, as of so many seconds ago.
    private func host(_ name: String, ago: Int64 = 60) throws -> LabHost {
        let host = try LabHost("d24-upgraded")
        let line = try published(name)
        let time = try #require(line.between("audit(", "."))
        let text = String(line).replacing("audit(\(time)", with: "audit(\(host.record.began - ago)")
        return try host.with("logs", "denials", text, status: 0)
    }

    @Test(arguments: [
        ("selinux.write", "SELinux denied Dovecot write on Maildir (etc_runtime_t)"),
        ("selinux.nfs", "SELinux denied Dovecot write on imcsk8 (nfs_t)"),
        ("selinux.port", "SELinux denied Dovecot name_bind on port 587 (smtp_port_t)"),
        (
            "apparmor.mknod",
            "AppArmor denied Dovecot mknod on /tmp/dovecot.imap.xxx2.24050.55f26bbcf923d5e0 (/usr/lib/dovecot/imap)"
        ),
        ("apparmor.exec", "AppArmor denied Dovecot exec on /usr/lib/dovecot/indexer (dovecot)"),
        (
            "apparmor.connect",
            "AppArmor denied Dovecot connect on /run/dovecot/anvil-auth-penalty (/usr/lib/dovecot/auth)"
        ),
    ])
    func `what was denied warns with what, and by which rule`(name: String, words: String) throws {
        let found = try host(name).judgement(check)
        #expect(found.verdict == .warn && found.summary == "\(words), once in the last day")
    }

    @Test(arguments: ["selinux.permissive", "apparmor.complain"])
    func `what the policy only complains of was not denied`(name: String) throws {
        // The log itself has the time as a number, where `ausearch -i` writes it out.
        let line = String(try published(name)).replacing("06/03/2025 15:53:24", with: "1748966004")
        #expect(Denial(Substring(line)) == nil)
        let enforced = line.replacing("permissive=1", with: "permissive=0").replacing("ALLOWED", with: "DENIED")
        #expect(Denial(Substring(enforced)) != nil)
    }

    @Test(arguments: [
        ("selinux.write", "restorecon -Rv /home/probe"),
        ("selinux.port", "semanage port -a -t pop_port_t -p tcp 587"),
        ("apparmor.mknod", "apparmor_parser -r /etc/apparmor.d/usr.lib.dovecot.imap"),
        ("apparmor.exec", "/etc/apparmor.d/local/usr.sbin.dovecot, with the line '/usr/lib/dovecot/indexer mrPx,'"),
        (
            "apparmor.connect",
            "/etc/apparmor.d/local/usr.lib.dovecot.auth, with the line '/run/dovecot/anvil-auth-penalty rwk,'"
        ),
    ])
    func `the remedy names the label, the port, or the profile's file`(name: String, command: String) throws {
        #expect(try host(name).judgement(check).remedy?.script.contains(command) == true)
    }

    @Test func `a profile's file is told from its name, whichever way it is named`() throws {
        let line = try published("apparmor.mknod")
        let names = [
            "/usr/lib/dovecot/imap": "usr.lib.dovecot.imap", "dovecot-imap-login": "usr.lib.dovecot.imap-login",
            "dovecot": "usr.sbin.dovecot", "/usr/sbin/dovecot//null-/usr/lib/dovecot/imap": "usr.sbin.dovecot",
        ]
        for (name, file) in names {
            let other = String(line).replacing("/usr/lib/dovecot/imap", with: name)
            #expect(Denial(Substring(other))?.profileFile == file)
        }
    }

    @Test func `what is older than a day is over`() throws {
        #expect(try host("selinux.write", ago: 90_000).judgement(check).verdict == .pass)
    }

    @Test func `without either it is skipped`() throws {
        #expect(try LabHost("d24-upgraded").judgement(check).verdict == .skipped)
    }
}
