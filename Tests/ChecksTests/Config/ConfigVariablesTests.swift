import Fleet
import Testing

@testable import Checks

@Suite struct ConfigVariablesTests {
    private let check = ConfigVariables()

    @Test func `a variable of 2.3 in a mail path fails, explains where mail lies, and comes in 2.4's spelling`() throws
    {
        let host = try LabHost("d24-literal-percent")
        let found = try host.judgement(check)
        #expect(found.verdict == .fail && found.signature == "mail_inbox_path")
        #expect(
            found.remedy?.script.contains("Set 'mail_path = /var/vmail/%{user | domain}/%{user | username}'\n") == true)
        #expect(host.judged().findings.first { $0.check == "mail-location.resolves" }?.blockedBy == "config.variables")
    }

    @Test func `one in the format of user names explains that nobody is found`() throws {
        let host = try LabHost("d24-old-format")
        #expect(
            try host.judgement(check).remedy?.script.hasPrefix("# Set 'auth_username_format = %{user | lower}'\n")
                == true)
        #expect(host.judged().cause?.check == "config.variables")
        #expect(host.judged().findings.first { $0.check == "user.passdb" }?.blockedBy == "config.variables")
    }

    @Test func `a query that looks for nobody fails, one that looks for a percent sign does not`() throws {
        let query = "query = SELECT username AS user, password FROM users WHERE username = '%{user}'"
        let old = try LabHost("d24-sql").with(
            query.replacing("%{user}", with: "%u"), for: "query = (withheld)", in: "config")
        #expect(try old.judgement(check).signature == "query")
        let like = try LabHost("d24-sql").with(
            query.replacing("'%{user}'", with: "'%user%' OR x = '%%u'"), for: "query = (withheld)", in: "config")
        #expect(try like.judgement(check).verdict == .pass)
    }

    @Test func `Dovecot 2.3 uses these variables`() throws {
        #expect(try LabHost("d23-vmail").judgement(check).verdict == .skipped)
    }

    @Test(arguments: [
        ("/v/%d/%n", "/v/%{user | domain}/%{user | username}"), ("%Lu", "%{user | lower}"), ("%h/mail", "%{home}/mail"),
        ("/v/%2.256Nu/%u", "/v/%{user | …}/%{user}"),
    ])
    func `old spellings become new ones`(old: String, new: String) {
        #expect(OldVariable(setting: "x", value: old)?.renewed == new)
    }

    @Test func `of a value that was withheld on the host the variables are corrected`() throws {
        let host = try LabHost("d24-sql").with(
            "query = (withheld) %Lu %d", for: "query = (withheld)", in: "config")
        let judgement = try host.judgement(check)
        #expect(judgement.verdict == .fail)
        let withheld = OldVariable(setting: "query", value: "(withheld) %Lu %d")?.withheld
        #expect(withheld?.old == "%Lu %d" && withheld?.new == "%{user | lower} %{user | domain}")
        #expect(OldVariable(setting: "x", value: "/v/%u")?.withheld == nil)
    }

    @Test(arguments: ["%{user}", "100%", "%%u", "%user", "/v/%"]) func `what is no variable of 2.3 stays`(text: String)
    {
        #expect(OldVariable(setting: "x", value: text) == nil)
    }

    @Test func `a variable in two queries is corrected once`() throws {
        let found = try LabHost("d24-sql").with("query = (withheld) %u", for: "query = (withheld)", in: "config")
            .judgement(check)
        let steps = found.remedy?.script.split(separator: "\n") ?? []
        #expect(steps.count > 1 && Set(steps).count == steps.count)
    }
}
