import Fleet
import Testing

@testable import Checks

@Suite struct UserInUserdbTests {
    private let check = UserInUserdb()

    @Test func `an unknown system user is created, a virtual one added`() throws {
        #expect(
            try LabHost("d23-no-user").judgement(check).remedy?.script.contains("\nuseradd --create-home probe\n")
                == true)
        #expect(try LabHost("d23-no-userdb").judgement(check).remedy?.script.contains("userdb, passwd-file, ") == true)
    }

    @Test func `a user without a uid, or with one that is not permitted, fails`() throws {
        let none = try LabHost("d24-vmail").with("\nnouid\t5000", for: "\nuid\t5000", in: "account")
        #expect(try none.judgement(check).signature == "probe@lab.example uid")
        let low = try LabHost("d24-vmail").with("\nuid\t100\n", for: "\nuid\t5000\n", in: "account")
        #expect(try low.judgement(check).signature == "probe@lab.example 100")
    }

    @Test(arguments: ["d23", "d24"]) func `a uid that Dovecot serves no mail to is no broken backend`(series: String)
        throws
    {
        let host = try LabHost("\(series)-vmail").shaped("\(series)-first-valid-uid", "account")
        #expect(try host.judgement(check).signature == "probe@lab.example 5000")
        #expect(host.subject.authSymptom == nil)
    }

    @Test func `a format of 2.3's that 2.4 takes literally is what to mend`() throws {
        let host = try LabHost("d24-vmail").shaped("d24-old-format", "account", "config")
        #expect(try host.judgement(check).remedy?.script.hasPrefix("# Set 'auth_username_format = ") == true)
        #expect(
            try host.unproven.judgement(UserInPassdb()).remedy?.script.hasPrefix("# Set 'auth_username_format = ")
                == true)
    }

    @Test func `a backend that is down is no missing user`() throws {
        let host = try LabHost("d24-no-database")
        #expect(throws: MissingFact.self) { try host.judgement(check) }
    }

    @Test func `what cannot be looked up is skipped where a login proves it, else unknown`() throws {
        let computed = try LabHost("d23-static-userdb")
        #expect(try computed.judgement(check).verdict == .pass)
        // With a variable that the agent does not fill in.
        let host = try computed.with("account", "stored", "", status: 0)
        #expect(try host.judgement(check).verdict == .skipped)
        #expect(throws: MissingFact.self) { try host.with { $0.talk?.loginProven = false }.judgement(check) }
    }

    @Test func `a proxy has no users of its own`() throws {
        var host = try LabHost("d24-no-user")
        host.record.host.role = .proxy
        #expect(try host.judgement(check).verdict == .skipped)
    }

    @Test func `no system user is made for a virtual account`() throws {
        let script = try LabHost("d23-virtual-passwd").judgement(check).remedy?.script
        #expect(script?.contains("useradd") == false && script?.contains("passwd-file") == true)
        let stripped = try LabHost("d23-virtual-passwd").with(
            "auth_username_format = %Ln", for: "auth_username_format = %Lu", in: "config")
        #expect(try stripped.judgement(check).remedy?.script.contains("useradd") == false)
        let ofSystem = try stripped.with("driver = pam", for: "driver = passwd-file", in: "config")
        #expect(try ofSystem.judgement(check).remedy?.script.contains("\nuseradd --create-home probe\n") == true)
    }

    @Test func `a mail_uid that nobody has is told, and no database is blamed`() throws {
        let result = try LabHost("d24-mail-uid").judged()
        #expect(result.cause?.check == "user.userdb")
        #expect(result.cause?.summary.contains("Unknown UNIX UID user: vmial (from mail_uid setting)") == true)
        #expect(result.cause?.remedy.script.contains("vmial") == true)
    }

    @Test func `the missing file of a domain is named`() throws {
        let host = try LabHost("d24-no-user").with(
            "account", "stored", "absent-userdb /etc/dovecot/users.lab.example", status: 0)
        var alone = host
        alone.record.dialogues = []
        #expect(try alone.judgement(UserInUserdb()).signature == "/etc/dovecot/users.lab.example")
    }

    @Test func `a userdb before others that ends the search is named`() throws {
        let host = try LabHost("d23-no-userdb")
        let written = try host.subject.part("config", "written").text
        let own = written.replacing(
            "userdb {\n", with: "userdb {\n  driver = passwd\n  result_failure = return-fail\n}\nuserdb {\n")
        let script = try host.with("config", "written", own, status: 0).judgement(UserInUserdb()).remedy?.script ?? ""
        #expect(script.contains("The userdb passwd comes first and has result_failure = return-fail"))
    }
}
