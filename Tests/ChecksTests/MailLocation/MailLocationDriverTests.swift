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

    @Test func `a directory in place of an mbox fails`() throws {
        let host = try LabHost("d23-mbox")
        let line = try #require(
            try host.subject.part("account", "trail").lines.first { $0.hasSuffix(" /var/mail/probe") })
        #expect(try host.judgement(check).verdict == .pass)
        let found = try host.with("d" + line.dropFirst(), for: String(line), in: "account").judgement(check)
        #expect(found.verdict == .fail && found.signature == "/var/mail/probe")
    }

    @Test func `mail beside mail is nobody's fault`() throws {
        let host = try LabHost("d24-beside-the-mail").with(
            "maildir mail /var/vmail/lab.example/probe/mail\nmaildir new ", for: "maildir new ", in: "account")
        #expect(try host.judgement(check).verdict == .pass)
    }

    @Test func `a mailbox that is what its driver expects passes`() throws {
        #expect(try LabHost("d23-exposed-users").judgement(check).summary.hasSuffix("has the format maildir"))
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
        #expect(
            found.verdict == .fail && found.summary.hasPrefix("/var/vmail/lab.example/probe/Maildir/cur is not a dir"))
        #expect(try host.judgement(MailPermissions()).verdict == .pass)
    }

    @Test func `a file that is no mbox fails`() throws {
        let host = try LabHost("d23-mbox")
        let good = "mbox mail /var/mail/probe"
        #expect(try host.subject.part("account", "stores").lines.contains(Substring(good)))
        let found = try host.with("mbox broken /var/mail/probe", for: good, in: "account").judgement(check)
        #expect(found.verdict == .fail && found.summary.hasPrefix("/var/mail/probe is not an mbox"))
        // Another account's file says nothing.
        let other = try host.with(good + "\nmbox broken /home/probe/mail", for: good, in: "account")
        #expect(try other.judgement(check).verdict == .pass)
    }

    @Test(arguments: ["dovecot-uidlist", "dovecot.index", "dovecot.index.log"])
    func `a directory in place of an index or uidlist fails`(name: String) throws {
        let host = try LabHost("d23-exposed-users")
        let inbox = try host.subject.inbox()
        let trail = try host.subject.part("account", "trail").text
        let entry = "drwx------ 2 vmail vmail 4096 Nov 30 08:00 \(inbox)/\(name)"
        let found = try host.with("account", "trail", trail + "\n" + entry, status: 0).judgement(check)
        #expect(found.verdict == .fail && found.summary.contains("\(inbox)/\(name) is a directory"))
        let file = try host.with("account", "trail", trail + "\n-" + entry.dropFirst(), status: 0)
        #expect(try file.judgement(check).verdict == .pass)
    }

    @Test func `a setting for all users has variables, and an mbox is a file beside folders`() throws {
        let old = try LabHost("d23-pam"), new = try LabHost("d24-pam")
        func script(_ line: Substring, _ host: LabHost) throws -> String {
            let store = try #require(MailStore(line))
            return MailLocationDriver.setting(store, host.subject).remedy(on: .usual).script
        }
        let inbox: Substring = "mbox mail /var/mail/probe"
        #expect(try script(inbox, old).contains("'mail_location = mbox:~/mail:INBOX=/var/mail/%u'"))
        let steps = try script(inbox, new)
        #expect(steps.contains("'mail_inbox_path = /var/mail/%{user}'") && steps.contains("'mail_path = ~/mail'"))
        let virtual = try LabHost("d24-vmail")
        #expect(
            try script("maildir mail /srv/lab.example/probe/Maildir", virtual)
                .contains("mail_path = /srv/%{user | domain}/%{user | username}/Maildir"))
        #expect(try script("sdbox mail /srv/probe@lab.example", LabHost("d23-vmail")).contains("sdbox:/srv/%u"))
    }

    @Test func `mail of another format is converted, not moved`() throws {
        let host = try LabHost("d24-beside-the-mail")
        let kept = "maildir mail /var/vmail/lab.example/probe/Maildir"
        #expect(try host.judgement(check).remedy?.script.contains("Or move it to") == true)
        let text = try host.subject.part("account", "stores").text
        try #require(text.contains("maildir new /var/vmail/lab.example/probe/Maildir") || text.contains(kept))
        let other = text.replacing("maildir new /var/vmail", with: "mdbox mail /var/vmail")
            .replacing("maildir mail /var/vmail", with: "mdbox mail /var/vmail")
        let found = try host.with("account", "stores", other, status: 0).judgement(check)
        #expect(found.remedy?.script.contains("Or convert it with doveadm sync") == true)
    }

    @Test func `2.3 ignores the field mail_path of 2.4`() throws {
        let fields = try LabHost("d23-vmail").subject.part("account", "user").text
        let host = try LabHost("d23-vmail").with(
            "account", "user", "\(fields)\nmail_path\t/srv/vmail/store/probe", status: 0)
        let found = try host.judgement(MailLocationDriver())
        #expect(found.verdict != .pass && found.summary.contains("which 2.3 ignores"))
        #expect(found.remedy?.script.contains("userdb_mail=maildir:/srv/vmail/store/probe") == true)
    }

    @Test func `mail in the path of a Maildir whose INBOX is elsewhere is told`() throws {
        let host = try LabHost("d24-vmail")
        let inbox = try host.subject.inbox()
        let stores = "root /srv/store\nmaildir mail /srv/store\nmaildir empty \(inbox)"
        let found = try host.with("account", "stores", stores, status: 0).judgement(MailLocationDriver())
        #expect(found.verdict == .warn && found.summary.contains("there is mail in /srv/store (maildir), and none in"))
    }

    @Test func `a field of the passwd-file without userdb_ is told, and fails where no mail is seen`() throws {
        let host = try LabHost("d23-vmail")
        let stored = try host.subject.part("account", "stored").text
        let found = try host.with("account", "stored", "\(stored)\nunprefixed mail", status: 0)
        #expect(try found.judgement(MailLocationDriver()).signature == "unprefixed mail")
        #expect(try found.judgement(MailLocationDriver()).verdict == .warn)
        let root = try host.subject.mailStores()?.root ?? ""
        let empty = try found.with("account", "stores", "root \(root)\nmaildir empty \(root)", status: 0)
        #expect(try empty.judgement(MailLocationDriver()).verdict == .fail)
    }

    @Test func `mail beside the home is told, and the home is what to correct`() throws {
        let host = try LabHost("d23-vmail")
        let root = try host.subject.mailStores()?.root ?? ""
        let other = "/var/vmail/lab.example/Probe/Maildir"
        let found = try host.with(
            "account", "stores", "root \(root)\nmaildir empty \(root)\nmaildir mail \(other)", status: 0
        ).judgement(MailLocationDriver())
        #expect(found.verdict == .warn && found.summary.contains("there is mail in \(other)"))
        #expect(found.remedy?.script.contains("correct the home of the account") == true)
        #expect(found.remedy?.script.contains("mail_location") == false)
    }
}
