import Fleet
import Testing

@testable import Checks

@Suite struct MailLocationDriverTests {
    private let check = MailLocationDriver()

    @Test func `a driver over another's mail fails, though logins work`() throws {
        let host = try LabHost("d23-wrong-driver")
        let found = try host.judgement(check)
        #expect(found.verdict == .fail && found.signature == "mbox maildir /home/probe/Maildir")
        #expect(found.remedy?.script.hasPrefix("# Set 'mail_location = maildir:~/Maildir'.\n") == true)
        #expect(host.judged().cause?.check == "mail-location.driver")
    }

    @Test func `mail beside an empty place warns, and fails after a migration`() throws {
        var host = try LabHost("d24-beside-the-mail")
        let found = try host.judgement(check)
        #expect(found.verdict == .warn && found.signature == "maildir /var/vmail/lab.example/probe/Maildir")
        #expect(found.remedy?.script.contains("mail_driver = maildir and 'mail_path = ~/Maildir'") == true)
        host.parameters.isMigrated = true
        #expect(try host.judgement(check).verdict == .fail)
    }

    @Test func `mail beside mail is nobody's fault`() throws {
        let host = try LabHost("d24-beside-the-mail").with(
            "maildir mail /var/vmail/lab.example/probe/mail\nmaildir new ", for: "maildir new ", in: "account")
        #expect(try host.judgement(check).verdict == .pass)
    }

    @Test func `a mailbox that is what its driver expects passes`() throws {
        #expect(try LabHost("d23-exposed-users").judgement(check).summary.hasSuffix("is what maildir expects"))
    }

    @Test func `a field of 2.3's that 2.4 ignores fails where Dovecot then finds no mail`() throws {
        let host = try LabHost("d24-userdb-mail")
        let found = try host.judgement(MailLocationDriver())
        #expect(found.verdict == .fail && found.signature == "mail maildir")
        #expect(found.remedy?.script.contains("mail_path = /var/vmail/store/probe") == true)
        #expect(host.judged().cause?.check == "mail-location.driver")
        let place = "/var/vmail/lab.example/probe/Maildir"
        let used = try host.with("account", "stores", "root \(place)\nmaildir new \(place)", status: 0)
        #expect(try used.judgement(MailLocationDriver()).verdict == .warn)
        let same = try host.with(
            "mail\tmaildir:~/Maildir", for: "mail\tmaildir:/var/vmail/store/probe", in: "account")
        #expect(try same.judgement(MailLocationDriver()).verdict == .pass)
        #expect(try LabHost("d24-userdb-mail-path").judgement(MailLocationDriver()).verdict == .pass)
    }

    @Test func `a link to nowhere in place of a directory of the Maildir fails too`() throws {
        let place = "/var/vmail/lab.example/probe/Maildir/new"
        let host = try LabHost("d24-vmail").with("account", "dangling", "\(place) -> /mnt/gone", status: 0)
        #expect(try host.judgement(MailLocationDriver()).signature == place)
    }

    @Test func `a file in place of a directory of the Maildir fails, whatever its rights`() throws {
        let host = try LabHost("d24-cur-file")
        let found = try host.judgement(MailLocationDriver())
        #expect(found.verdict == .fail && found.summary.hasPrefix("/var/vmail/lab.example/probe/Maildir/cur is no dir"))
        #expect(try host.judgement(MailPermissions()).verdict == .pass)
    }
}
