import Fleet
import Testing

@testable import Checks

@Suite struct MailPermissionsTests {
    private let check = MailPermissions()

    @Test func `mail that belongs to root fails with the command that gives it back`() throws {
        let found = try LabHost("d23-root-mail").judgement(check)
        #expect(found.summary.contains("(drwx------ root:root): missing +rwx perm: /home/probe/Maildir"))
        #expect(found.remedy?.script.hasPrefix("chown -R 1001:1001 /home/probe/Maildir") == true)
    }

    @Test func `a closed directory above is opened, not given away`() throws {
        let host = try LabHost("d23-vmail").with("- /var/vmail\n", for: "rwx /var/vmail\n", in: "account")
            .with("drwx------ 3 root root", for: "drwx------ 3 vmail vmail", in: "account")
        #expect(try host.judgement(check).remedy?.script == "chmod o+x /var/vmail")
    }

    @Test func `modes that look right point to what stands behind them`() throws {
        let host = try LabHost("d23-vmail").with(
            "rx /var/vmail/lab.example/probe/Maildir\n", for: "rwx /var/vmail/lab.example/probe/Maildir\n",
            in: "account"
        )
        .with("drwxrwxrwx", for: "drwx------", in: "account")
        #expect(try host.judgement(check).remedy?.script.contains("SELinux") == true)
    }

    @Test func `an mbox is a file, and needs no execute bit`() throws {
        let entry = "-rw------- 1 probe mail 9 Nov 23 18:55 /var/mail/probe"
        let host = try LabHost("d23-pam").with(
            "mail\tmbox:~/mail:INBOX=/var/mail/probe", for: "mail\tmaildir:~/Maildir", in: "account"
        )
        .with("account", "file", "/var/mail/probe", status: 0)
        .with("account", "trail", "drwxr-xr-x 1 root root 9 Nov 23 18:55 /\n\(entry)", status: 0)
        .with("account", "access", "rx /\nrx /var\nrx /var/mail\nrw /var/mail/probe", status: 0)
        #expect(try host.judgement(check).verdict == .pass)
    }

    @Test func `an index that only root may write, and a list that only root may read, close the mailbox`() throws {
        let index = try LabHost("d24-vmail").shaped("d24-index-of-root", "account").judgement(check)
        #expect(index.verdict == .fail && index.summary.contains("Maildir/dovecot.index.log (-rw-r--r-- root:root)"))
        #expect(index.remedy?.script.hasPrefix("chown -R 5000:5000 /var/vmail/lab.example/probe/Maildir\n") == true)
        let list = try LabHost("d23-vmail").shaped("d23-uidlist-of-root", "account").judgement(check)
        #expect(list.verdict == .fail && list.signature.hasSuffix("Maildir/dovecot-uidlist r"))
    }

    @Test func `an index that cannot even be read only warns, as Dovecot goes on without it`() throws {
        let name = "/var/vmail/lab.example/probe/Maildir/dovecot.index.log"
        let host = try LabHost("d24-vmail").shaped("d24-index-of-root", "account")
            .with("\n- \(name)", for: "\nr \(name)", in: "account")
        #expect(try host.judgement(check).verdict == .warn)
    }

    @Test func `a read-only mount, and systemd's own, are not mended by chown`() throws {
        let mounted = try LabHost("d23-vmail").shaped("d23-read-only", "account").judgement(check)
        #expect(mounted.remedy?.script.contains("mount -o remount,rw /var/vmail/lab.example/probe/Maildir\n") == true)
        let system = try LabHost("d24-protect-system").judgement(check)
        #expect(system.summary.hasSuffix("/ is read-only or closed only to Dovecot, by its unit"))
        #expect(system.remedy?.script.contains("add /var/vmail to ReadWritePaths. On this host") == true)
        let home = try LabHost("d24-protect-home").judgement(check)
        #expect(home.summary.hasSuffix("/home is closed only to Dovecot, by its unit"))
        #expect(home.remedy?.script.contains("mount") == false && home.remedy?.script.contains("chmod") == false)
    }

    /// Rights are not widened where the owner is wrong.
    @Test func `a home of root's is given to its account, and not opened to all`() throws {
        let found = try LabHost("d23-home-of-root").judgement(check)
        #expect(found.verdict == .fail && found.remedy?.script == "chown 1001:1001 /home/probe")
    }

    @Test
    func `control files that cannot be written where they are meant to be close the mailbox, and indexes too`()
        throws
    {
        let host = try LabHost("d24-closed-control")
        let found = try host.judgement(check)
        #expect(found.verdict == .fail && found.signature == "/var/lib/mailcontrol w")
        #expect(found.summary.hasSuffix("missing +w perm: /var/lib/mailcontrol"))
        #expect(found.remedy?.script.hasPrefix("mkdir -p /var/lib/mailcontrol/probe@lab.example\n") == true)
        let index = try host.with("index /var/lib/mailcontrol", for: "control /var/lib/mailcontrol", in: "account")
        #expect(try index.judgement(check).verdict == .fail)
    }

    @Test func `where nothing could be tried as the mail user nothing is known`() throws {
        let host = try LabHost("d23-vmail").with("account", "access", "chroot: unrecognized option", status: 1)
        #expect(throws: MissingFact.self) { try host.judgement(check) }
    }

    @Test func `mail of root is given to the mail user, and what others have there is left alone`() throws {
        let found = try LabHost("d24-copied-by-root").judgement(check)
        #expect(found.remedy?.steps.last == .run("chown -R --from=0 5000:5000 /var/vmail/lab.example"))
    }

    @Test func `mail with the numbers of the old host is given to the mail user`() throws {
        let found = try LabHost("d24-renumbered").judgement(check)
        #expect(found.remedy?.steps.last == .run("chown -R --from=4711 5000:5000 /var/vmail"))
    }

    @Test(arguments: [("d23-stray-uid", "id vmail"), ("d24-other-owner", "id 5000")])
    func `where the owner is an account of the host nothing is changed`(name: String, last: String) throws {
        let script = try LabHost(name).judgement(check).remedy?.script
        #expect(script?.hasSuffix("\n\(last)") == true)
        #expect(script?.contains("chmod") == false && script?.contains("chown") == false)
    }

    /// The lock of an mbox is a file beside it.
    @Test func `a spool that takes no lock warns`() throws {
        let host = try LabHost("d23-mbox")
        #expect(try host.judgement(check).verdict == .pass)
        let closed = try host.with("drwxr-sr-x 1 root  root ", for: "drwxrwsr-x 1 root  mail ", in: "account")
        let found = try closed.judgement(check)
        #expect(found.verdict == .warn && found.summary.contains("the lock of /var/mail/probe in /var/mail"))
        #expect(found.remedy?.script.contains("chmod g+ws /var/mail") == true)
        let others = try closed.with("mbox_write_locks = (withheld)\nmail_location", for: "mail_location", in: "config")
        #expect(try others.judgement(check).verdict == .pass)
    }

    @Test(arguments: [("rx", "drwxr-x---"), ("r", "-rw-r-----")])
    func `global ACLs that the mail user cannot read fail`(wanted: String, mode: String) throws {
        let host = try LabHost("d23-exposed-users")
        let trail = try host.subject.part("account", "trail").text
        let access = try host.subject.part("account", "access").text
        func judged(_ granted: String, _ lines: String = "") throws -> Judgement {
            try host.with("account", "apart", "index \ncontrol \nacl /etc/dovecot/acls", status: 0)
                .with(
                    "account", "trail", "\(trail)\n\(mode) 1 root root 4096 Nov 30 08:00 /etc/dovecot/acls", status: 0
                )
                .with("account", "access", "\(access)\n\(granted) /etc/dovecot/acls", status: 0)
                .judgement(MailPermissions())
        }
        let found = try judged("-")
        #expect(found.verdict == .fail && found.signature.hasPrefix("/etc/dovecot/acls"))
        // They stay root's.
        #expect(found.remedy?.script.contains("chmod -R o+rX /etc/dovecot/acls") == true)
        #expect(found.remedy?.script.contains("chown") == false)
        #expect(try judged(wanted).verdict == .pass)
        let missing = try host.with("account", "apart", "index \ncontrol \nacl /etc/dovecot/acls", status: 0)
        #expect(try missing.judgement(MailPermissions()).verdict == .pass)
    }

    @Test func `a folder that another owns fails, though the INBOX opens`() throws {
        let host = try LabHost("d23-exposed-users")
        let folder = "/var/vmail/lab.example/probe/Maildir/.Sent"
        let found = try host.with("account", "closed", "folder \(folder)", status: 0).judgement(MailPermissions())
        #expect(found.verdict == .fail && found.summary.contains("cannot open the folder \(folder)"))
        #expect(found.remedy?.script.contains("chown -R 5000:5000 \(folder)") == true)
    }

    @Test func `what a link of root leads to gets its owner, not the link`() throws {
        let host = try LabHost("d23-root-mail")
        let plain = try host.judgement(MailPermissions())
        let path = try #require(plain.remedy?.script.firstMatch(of: #/chown -R \d+:\d+ (\S+)/#)?.output.1)
        let linked = try host.with("account", "linked", String(path), status: 0).judgement(MailPermissions())
        #expect(linked.remedy?.script.contains(" -RH ") == true && plain.remedy?.script.contains(" -RH ") == false)
    }

    @Test func `the mail user's own closed directory is opened to it`() throws {
        let found = try LabHost("d24-closed-mail").judgement(MailPermissions())
        #expect(found.verdict == .fail && found.remedy?.script == "chmod u+rwx /var/vmail")
    }

    @Test func `a closed file that is no message is a warning`() throws {
        let mail = "/var/vmail/lab.example/probe/Maildir"
        func found(_ lines: String) throws -> Judgement {
            try LabHost("d24-vmail").with("account", "closed", lines, status: 0).judgement(MailPermissions())
        }
        let list = try found("\(mail)/subscriptions")
        #expect(list.verdict == .warn && list.summary.contains("the INBOX opens without it"))
        #expect(try found("\(mail)/subscriptions\n\(mail)/cur/1.M1P1.mx:2,S").verdict == .fail)
        #expect(try found("\(mail)/storage/m.1").verdict == .fail)
    }

    @Test func `a closed directory that a link leads through is named, not the link`() throws {
        let found = try LabHost("d24-closed-link").judgement(check)
        #expect(found.verdict == .fail && found.signature == "/srv/volume x")
        #expect(found.remedy?.script == "chmod o+x /srv/volume")
    }

    @Test func `the closed home of an mbox fails, though its INBOX is elsewhere and open`() throws {
        let found = try LabHost("d23-closed-mbox-home").judgement(check)
        #expect(found.verdict == .fail && found.signature == "/home/probe x")
    }

    /// A process of the mail user lists them.
    @Test(arguments: [
        "folder /etc", "/etc/cur/x", "folder /var/vmail/lab.example/probe/Maildir/../../../../../etc",
        "/var/vmail/lab.example/probe/Maildirs/cur/x",
    ])
    func `nothing outside the mailbox is given away`(line: String) throws {
        let host = try LabHost("d23-exposed-users").with("account", "closed", line, status: 0)
        #expect(throws: MissingFact.self) { try host.judgement(MailPermissions()) }
    }

    @Test func `whether there is a mailbox is a fact, but where nobody may look`() throws {
        func mailbox(_ host: LabHost) -> String? { host.judged().facts["mailbox"] }
        #expect(try mailbox(LabHost("d24-vmail")) == "exists")
        #expect(try mailbox(LabHost("d24-no-mail-directory")) == "does not exist")
        let denied = "ls: cannot access '/var/vmail/lab.example': Permission denied"
        #expect(try mailbox(LabHost("d24-vmail").with("account", "trail", denied, status: 2)) == nil)
    }
}
