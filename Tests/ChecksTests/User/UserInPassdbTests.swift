import Fleet
import Testing

@testable import Checks

@Suite struct UserInPassdbTests {
    private let check = UserInPassdb()

    @Test func `an unknown user fails, a known one passes, and PAM is not asked`() throws {
        #expect(try LabHost("d24-no-user").judgement(check).verdict == .fail)
        #expect(try LabHost("d23-no-userdb").judgement(check).verdict == .pass)
        #expect(try LabHost("d24-pam").judgement(check).verdict == .skipped)
    }

    @Test func `a backend that is down is no missing user`() throws {
        let host = try LabHost("d24-no-database")
        #expect(throws: MissingFact.self) { try host.judgement(check) }
    }

    @Test func `a name with a character that Dovecot forbids is not looked for`() throws {
        let host = try LabHost("d23-username-chars")
        let found = try host.judgement(UserInPassdb())
        #expect(found.verdict == .fail && found.signature == "probe@lab.example characters")
        #expect(found.remedy?.script.hasPrefix("# Add @ to auth_username_chars") == true)
        #expect(host.judged().cause?.check == "user.passdb")
        let free = try host.with("config", "settings", "base_dir = /run/dovecot\nauth_username_chars =", status: 0)
        #expect(free.subject.forbiddenCharacters(of: "probe@lab.example").isEmpty)
    }

    @Test(arguments: [
        ("d23-ldap-no-user", "auth_username_format = %Ln", "auth_username_format = %Lu"),
        (
            "d24-no-user", "auth_username_format = %{user | username | lower}",
            "auth_username_format = %{user | lower}"
        ),
    ])
    func `an account that is looked up without its domain is not told to be added`(
        name: String, format: String, right: String
    ) throws {
        var host = try LabHost(name)
        host.record.host.probe?.user = "anna@lab.example"
        let plain = try host.judgement(check)
        #expect(plain.summary.contains("does not know anna@lab.example"))
        let bare = try host.with(format, for: right, in: "config").with("account", "stored", "scheme CRYPT", status: 0)
        let found = try bare.judgement(check)
        #expect(found.summary.contains("does not know anna, the name that \(format) makes of anna@lab.example"))
        #expect(found.remedy?.script.contains(right) == true && found.remedy?.script.contains("Add anna") == false)
    }

    @Test func `characters are translated before they are forbidden`() throws {
        let host = try LabHost("d23-username-translation")
        #expect(host.subject.forbiddenCharacters(of: "probe%lab.example").isEmpty)
        #expect(host.subject.forbiddenCharacters(of: "probe+lab") == ["+"])
    }

    @Test func `an entry that Dovecot passes over is not an account that is missing`() throws {
        let line = "passwd-file /etc/dovecot/users:User probe@lab.example has invalid UID 'mailuser'"
        let host = try LabHost("d24-no-user").with(
            "logs", "errors", "timestamp\tprefix\ttype\ttext\nNov 29 22:28:17.8\tauth: \tError\t\(line)", status: 0)
        #expect(try host.judgement(UserInPassdb()).summary.contains("has invalid UID 'mailuser'"))
        let other = try LabHost("d24-no-user").with(
            "logs", "errors",
            "timestamp\tprefix\ttype\ttext\nNov 29 22:28:17.8\tauth: \tError\t\(line.replacing("probe", with: "joe"))",
            status: 0)
        #expect(try other.judgement(UserInPassdb()).signature == "probe@lab.example")
    }

    @Test(arguments: [("mark", "byte order mark"), ("spelt Probe@Lab.Example", "spells it Probe@Lab.Example")])
    func `a line that Dovecot overlooks is told`(stored: String, words: String) throws {
        let host = try LabHost("d24-no-user").with("account", "stored", stored, status: 0)
        let found = try host.judgement(UserInPassdb())
        #expect(found.verdict == .fail && found.summary.contains(words))
    }

    @Test func `an account that a passdb denies is not missing`() throws {
        let host = try LabHost("d23-denied")
        #expect(try host.judgement(UserInPassdb()).signature == "probe@lab.example denied")
        // The file may list another.
        let other = try host.with("account", "stored", "named /etc/dovecot/users", status: 0)
        #expect(try other.judgement(UserInPassdb()).signature == "probe@lab.example")
    }

    @Test func `an account without a password is not a database that fails`() throws {
        let host = try LabHost("d24-null-password")
        let judged = host.judged()
        #expect(judged.cause?.check == "user.passdb" && judged.cause?.signature == "probe@lab.example without password")
        // With an error in the log the database may have failed.
        let failing = try host.with(
            "logs", "errors",
            "timestamp\tprefix\ttype\ttext\nNov 29 22:28:17.8\tauth: \tError\tsql: Password query failed: no such table: users",
            status: 0)
        #expect(failing.judged().cause?.check == "auth.backends")
    }

    @Test func `a name that the translation spoils is no fault of its characters`() throws {
        let settings = try LabHost("d24-no-user").subject.part("config", "settings").text
        let own = "auth_username_translation = @+\nauth_username_chars = abcdefghijklmnopqrstuvwxyz.@"
        let host = try LabHost("d24-no-user").with("config", "settings", "\(settings)\n\(own)", status: 0)
        let found = try host.judgement(UserInPassdb())
        #expect(found.summary.contains("auth_username_translation = @+ makes a name of it"))
    }

    @Test func `the base of an LDAP search is named`() throws {
        let host = try LabHost("d23-ldap-no-user").with(
            "runtime", "databases", "/etc/dovecot/dovecot-ldap.conf.ext\tbase = ou=x,dc=lab", status: 0)
        let script = try host.judgement(UserInPassdb()).remedy?.script ?? ""
        #expect(script.contains("the base ou=x,dc=lab of /etc/dovecot/dovecot-ldap.conf.ext or pass_filter"))
    }

    @Test func `a format of the passdb itself explains an unknown name`() throws {
        let host = try LabHost("d24-no-user")
        let written = try host.subject.part("config", "written").text
        func judgement(_ format: String) throws -> Judgement {
            let start = "passdb passwd-file {\n"
            let own = written.replacing(start, with: "\(start)  auth_username_format = \(format)\n")
            return try host.with("config", "written", own, status: 0).judgement(UserInPassdb())
        }
        #expect(try judgement("%{user | username}").summary.contains("of this passdb makes of"))
        #expect(try !judgement("%{user | lower}").summary.contains("of this passdb"))
    }

    @Test func `a worker that may not read the shadow file is named`() throws {
        let host = try LabHost("d23-ldap-no-user")
        let own = try host.subject.part("config", "written").text.replacing("driver = ldap", with: "driver = shadow")
        func worker(_ user: String) throws -> Judgement {
            let worker = "service auth-worker {\n  user = \(user)\n}\npassdb {"
            return try host.with("config", "written", own.replacing("passdb {", with: worker), status: 0)
                .judgement(UserInPassdb())
        }
        #expect(try worker("$default_internal_user").signature == "auth-worker dovecot")
        #expect(try worker("root").signature != "auth-worker root")
    }
}
