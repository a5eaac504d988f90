import Fleet
import Testing

@testable import Checks

/// The lab's kernel has neither SELinux nor AppArmor: the lines are as auditd and the kernel write them (audit(8),
/// AppArmor's wiki), not captured from a host of ours.
@Suite struct DeniedByPolicyTests {
    private let check = DeniedByPolicy()

    private func host(_ line: String, ago: Int64 = 60) throws -> LabHost {
        let host = try LabHost("d24-upgraded")
        let text = line.replacing("TIME", with: "\(host.record.began - ago)")
        return try host.with("logs", "denials", text, status: 0)
    }

    private let avc =
        "type=AVC msg=audit(TIME.123:456): avc:  denied  { read } for  pid=1234 comm=\"imap\" name=\"Maildir\""
        + " dev=\"vda1\" ino=131 scontext=system_u:system_r:dovecot_t:s0"
        + " tcontext=unconfined_u:object_r:default_t:s0 tclass=dir permissive=0"
    private let profile =
        "audit: type=1400 audit(TIME.123:45): apparmor=\"DENIED\" operation=\"open\" class=\"file\""
        + " profile=\"/usr/lib/dovecot/imap\" name=\"/srv/vmail/joe/dovecot-uidlist\" pid=77 comm=\"imap\""
        + " requested_mask=\"r\" denied_mask=\"r\" fsuid=5000 ouid=5000"

    @Test func `what SELinux denied warns with the label, and the way to another`() throws {
        let found = try host(avc).judgement(check)
        #expect(
            found.verdict == .warn && found.summary.contains("SELinux kept Dovecot from read on Maildir (default_t)"))
        #expect(found.remedy?.contains("restorecon -Rv /home/probe") == true)
    }

    @Test func `what AppArmor denied warns with the profile`() throws {
        let found = try host(profile).judgement(check)
        #expect(found.signature == "AppArmor open /srv/vmail/joe/dovecot-uidlist")
        #expect(found.remedy?.contains("/etc/apparmor.d/local/usr.lib.dovecot.imap") == true)
    }

    @Test func `what is older than a day is over`() throws {
        #expect(try host(avc, ago: 90_000).judgement(check).verdict == .pass)
    }

    @Test func `without either it is skipped`() throws {
        #expect(try LabHost("d24-upgraded").judgement(check).verdict == .skipped)
    }
}
