import Fleet
import Testing

@testable import Checks

@Suite struct MailLocationResolvesTests {
    private let check = MailLocationResolves()

    @Test func `a variable of 2.3 that 2.4 takes literally fails`() throws {
        #expect(try LabHost("d24-literal-percent").judgement(check).signature == "/var/vmail/%d/%n")
    }

    @Test(arguments: [
        "doveadm(probe): Error: Namespace '': Unknown mail storage driver nosuchfmt",
        "doveadm(probe): Error: cmd mailbox path: Relative home directory paths not supported: relative/home",
        "Fatal: Plugin 'quotta' not found from directory /usr/lib/dovecot/modules",
    ])
    func `what does not resolve fails with Dovecot's words`(words: String) throws {
        let host = try LabHost("d23-pam").with("account", "inbox", words, status: 75)
        let found = try host.judgement(check)
        #expect(found.verdict == .fail && words.hasSuffix(found.summary.split(separator: ": ").last ?? "-"))
    }

    @Test func `a missing user is not the mail location's fault`() throws {
        let host = try LabHost("d24-no-user")
        #expect(throws: MissingFact("the userdb does not know the probe account")) { try host.judgement(check) }
    }

    @Test func `a setting that cannot be expanded is of the mail location, and of no database`() throws {
        let words = "doveadm(probe@lab.example): Error: Failed to expand settings: mail_location: Unknown variable '%x'"
        let host = try LabHost("d23-vmail").with("account", "user", "field\tvalue", status: 75)
            .with("account", "inbox", words, status: 75)
        var silent = host
        silent.record.dialogues = []
        #expect(try silent.judgement(MailLocationResolves()).summary.contains("Unknown variable"))
        #expect(try silent.judgement(AuthBackends()).verdict == .pass)
        #expect(try silent.judgement(UserInUserdb()).verdict == .skipped)
    }
}
