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

    @Test func `2.3 may use them`() throws {
        #expect(try LabHost("d23-vmail").judgement(check).verdict == .pass)
    }

    @Test func `a variable of 2.4 in a path of 2.3 fails, and comes in 2.3's spelling`() throws {
        let host = try LabHost("d23-vmail").with(
            "mail_location = maildir:/var/vmail/%{user | domain}/%{user|username}/Maildir",
            for: "mail_location = maildir:~/Maildir", in: "config")
        let found = try host.judgement(check)
        #expect(found.summary.contains("%{user | domain} is a variable of 2.4, which 2.3 does not know"))
        #expect(found.remedy?.script.hasPrefix("# Set 'mail_location = maildir:/var/vmail/%d/%n/Maildir'\n") == true)
        // The lab's host logged in: then it needs no change today.
        #expect(found.verdict == .warn)
        #expect(try host.unproven.judgement(check).verdict == .fail)
    }

    @Test(arguments: [
        ("%{user | username | lower}", "%Ln"), ("%{ user|upper }@x", "%Uu@x"), ("%{home | lower}/m", "%Lh/m"),
        ("%{user | substr(0, 1)}/%{user | domain}", "%{user | substr(0, 1)}/%d"),
    ])
    func `filters become letters`(new: String, old: String) {
        #expect(ForeignVariable(setting: "x", value: new, is24: false)?.renewed == old)
    }

    @Test(arguments: ["%u", "%{user}", "%{ldap:mail}", "100%", "%{user | lower", "a | b"])
    func `what 2.3 knows or reads as text stays`(text: String) {
        #expect(ForeignVariable(setting: "x", value: text, is24: false) == nil)
    }

    @Test(arguments: [
        ("/v/%d/%n", "/v/%{user | domain}/%{user | username}"), ("%Lu", "%{user | lower}"), ("%h/mail", "%{home}/mail"),
        ("/v/%2.256Nu/%u", "/v/%{user | …}/%{user}"),
    ])
    func `old spellings become new ones`(old: String, new: String) {
        #expect(ForeignVariable(setting: "x", value: old, is24: true)?.renewed == new)
    }

    @Test func `of a value that was withheld on the host the variables are corrected`() throws {
        let host = try LabHost("d24-sql").with(
            "query = (withheld) %Lu %d", for: "query = (withheld)", in: "config")
        let judgement = try host.judgement(check)
        #expect(judgement.verdict == .fail)
        let withheld = ForeignVariable(setting: "query", value: "(withheld) %Lu %d", is24: true)?.withheld
        #expect(withheld?.old == "%Lu %d" && withheld?.new == "%{user | lower} %{user | domain}")
        #expect(ForeignVariable(setting: "x", value: "/v/%u", is24: true)?.withheld == nil)
    }

    @Test(arguments: ["%{user}", "100%", "%%u", "%user", "/v/%"]) func `what is no variable of 2.3 stays`(text: String)
    {
        #expect(ForeignVariable(setting: "x", value: text, is24: true) == nil)
    }

    @Test func `a variable in two queries is corrected once`() throws {
        let found = try LabHost("d24-sql").with("query = (withheld) %u", for: "query = (withheld)", in: "config")
            .judgement(check)
        let steps = found.remedy?.script.split(separator: "\n") ?? []
        #expect(steps.count > 1 && Set(steps).count == steps.count)
    }

    @Test(.timeLimit(.minutes(10))) func `braces that nobody closes are read once`() {
        let value = String(repeating: "%{", count: 120_000)
        #expect(ForeignVariable(setting: "x", value: value, is24: false) == nil)
    }
}
