import Fleet
import Testing

@testable import Checks

@Suite struct MailLocationUIDListTests {
    private let check = MailLocationUIDList()

    private func migrated(_ stores: String) throws -> LabHost {
        var host = try LabHost("d23-exposed-users").with(
            stores, for: "maildir new /var/vmail/lab.example/probe/Maildir", in: "account")
        host.parameters.isMigrated = true
        return host
    }

    @Test func `mail that clients know and that came without its list warns after a migration`() throws {
        var host = try migrated("maildir mail /var/vmail/lab.example/probe/Maildir")
        #expect(try host.judgement(check).signature == "/var/vmail/lab.example/probe/Maildir")
        host.parameters.isMigrated = false
        #expect(try host.judgement(check).verdict == .skipped)
    }

    @Test func `mail that was only delivered has no numbers to lose`() throws {
        #expect(try migrated("maildir new /var/vmail/lab.example/probe/Maildir").judgement(check).verdict == .pass)
    }

    @Test func `mail with its list passes`() throws {
        let list = "-rw------- 1 vmail vmail 51 Nov 25 20:48 /var/vmail/lab.example/probe/Maildir/dovecot-uidlist"
        let host = try migrated("maildir mail /var/vmail/lab.example/probe/Maildir").with(
            "account", "trail", list, status: 0)
        #expect(try host.judgement(check).verdict == .pass)
    }
}
