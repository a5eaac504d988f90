import Fleet
import Testing

@testable import Checks

@Suite struct MailLocationExistsTests {
    private let check = MailLocationExists()

    @Test func `a mailbox that nobody may create fails with the directory that forbids it`() throws {
        let found = try LabHost("d24-no-mail-directory").judgement(check)
        #expect(found.summary.contains("has no permission to create it in /var/vmail (drwxr-xr-x root:root)"))
        #expect(found.remedy?.script.contains("chown -R 5000:5000 /var/vmail/lab.example") == true)
    }

    @Test func `a mailbox that the first login will create passes, unless it was migrated`() throws {
        let new = try LabHost("d24-no-mail-directory").with("rwx /var/vmail\n", for: "rx /var/vmail\n", in: "account")
        #expect(try new.judgement(check).verdict == .pass)
        var migrated = new
        migrated.parameters.isMigrated = true
        #expect(try migrated.judgement(check).verdict == .fail)
    }

    /// What would be made there is not the mail that is missing.
    @Test func `after a migration nothing is made in its place`() throws {
        var host = try LabHost("d24-no-mail-directory")
        #expect(try host.judgement(check).remedy?.script.contains("mkdir") == true)
        host.parameters.isMigrated = true
        #expect(try host.judgement(check).remedy?.script.contains("mkdir") == false)
    }

    @Test(arguments: ["d23-vmail", "d24-vmail"])
    func `mail that lies elsewhere is named, and how to have it read`(name: String) throws {
        let stores = "root /var/vmial/probe\nmaildir mail /var/vmail/lab.example/probe/Maildir"
        var host = try LabHost(name).shaped("d23-closed-above", "account").with("account", "stores", stores, status: 0)
        for isMigrated in [false, true] {
            host.parameters.isMigrated = isMigrated
            let found = try host.judgement(check)
            #expect(found.verdict == .fail && found.summary.contains("there is mail in /var/vmail/lab.example/probe"))
            #expect(found.remedy?.script.contains("mkdir") == false)
            #expect(found.remedy?.script.contains("maildir") == true)
        }
    }

    @Test func `a volume of fstab's that is not mounted fails, though a mailbox could be created below it`() throws {
        let found = try LabHost("d24-vmail").shaped("d24-not-mounted", "account").judgement(check)
        #expect(found.verdict == .fail && found.signature == "/var/vmail not mounted")
        #expect(found.remedy?.script.contains("\nmount /var/vmail\n") == true)
        #expect(try LabHost("d24-vmail").shaped("d24-index-of-root", "account").judgement(check).verdict == .pass)
    }

    @Test func `a directory above that is closed is opened first`() throws {
        let found = try LabHost("d23-vmail").shaped("d23-closed-above", "account").judgement(check)
        #expect(
            found.remedy?.script.contains("\nchmod o+x /var/vmail\nmkdir -p /var/vmail/lab.example/probe\n") == true)
    }

    @Test func `a spool that lets nobody create an mbox is opened to its group`() throws {
        let found = try LabHost("d24-pam").shaped("d24-closed-spool", "account", "config").judgement(check)
        #expect(found.verdict == .fail)
        // Its group may be root, to which Dovecot lends nobody.
        #expect(found.remedy?.script.contains("\nchgrp mail /var/mail\nchmod 2775 /var/mail\n") == true)
    }

    @Test func `a link whose target is not there fails, as nothing can be made through it`() throws {
        let found = try LabHost("d24-dangling-domain").judgement(check)
        #expect(found.verdict == .fail && found.signature == "/var/vmail/lab.example dangling")
        #expect(found.remedy?.script.contains("/mnt/new/lab.example") == true)
        let mount = try LabHost("d24-dangling-domain").with(
            "account", "fstab", "/dev/vdb1 /mnt/new ext4 defaults 0 2", status: 0)
        #expect(try mount.judgement(check).remedy?.steps.last == .run("mount /mnt/new"))
    }

    @Test func `an mdbox without its storage fails, whether it was migrated or not`() throws {
        let host = try LabHost("d23-lost-storage")
        #expect(try host.judgement(check).signature == "/var/vmail/lab.example/probe/mdbox/storage")
        // Whatever is opened then is made anew.
        #expect(!host.subject.mailboxIsPlaced)
        #expect(try LabHost("d23-mdbox").judgement(check).verdict == .pass)
    }

    @Test func `a directory that the unit puts in place of the host's fails, where only the host's has mail`() throws {
        let host = try LabHost("d24-bind-paths")
        #expect(try host.judgement(check).signature == "/var/vmail of the unit")
        #expect(host.judged().findings.first { $0.check == "permissions.mail" }?.blockedBy == "mail-location.exists")
        // The host's may be the empty one.
        let other = try host.with("account", "own-places", "/var/vmail\n/var/vmail/lab.example", status: 0)
        #expect(try other.judgement(check).verdict == .pass)
        let filled = try host.with(
            "account", "stores",
            "root /var/vmail/lab.example/probe/Maildir\nmaildir mail /var/vmail/lab.example/probe/Maildir",
            status: 0)
        #expect(try filled.judgement(check).verdict == .pass)
    }

    @Test func `what the unit closes is not another directory`() throws {
        let host = try LabHost("d24-bind-paths")
        let closed = try host.with("rx /var/vmail\n", for: "rwx /var/vmail\n", in: "account")
        #expect(try closed.judgement(check).verdict == .fail)
        let shut = try host.with("- /var/vmail\n", for: "rwx /var/vmail\n", in: "account")
        #expect(try shut.judgement(check).verdict == .pass)
    }

    @Test(arguments: [("index", "indexes"), ("control", "control files")])
    func `a dangling link on the way to them fails`(kind: String, words: String) throws {
        let host = try LabHost("d24-pam").with("account", "apart", "\(kind) /var/apart/probe", status: 0)
        let found = try host.with("account", "dangling", "/var/apart -> /mnt/ssd", status: 0).judgement(check)
        #expect(found.verdict == .fail && found.summary.contains("cannot create \(words) there"))
    }
}
