import Fleet
import Testing

@testable import Checks

/// What PAM goes by where it refuses an account without a word.
@Suite struct PAMRefusalTests {
    @Test(arguments: [
        ("d23-locked", "its password is locked", "passwd -u probe"),
        ("d23-pam-shells", "its shell /usr/sbin/nologin is not in /etc/shells", "/etc/shells"),
        ("d24-pam-nologin", "/etc/maintenance blocks every login except root", "cat /etc/maintenance"),
    ])
    func `the reason stands in place of a wrong password`(name: String, reason: String, remedy: String) throws {
        let cause = try #require(try LabHost(name).judged().cause)
        #expect(cause.check == "password.accepted" && cause.summary.hasPrefix("PAM refuses probe: \(reason)"))
        #expect(cause.remedy.script.contains(remedy))
    }

    @Test(arguments: [
        (["module auth pam_faillock preauth deny=5", "failures 4"], nil),
        (["module auth pam_faillock preauth deny=5", "failures 5"], PAMRefusal.Kind.failures(5)),
        (["module auth pam_faillock authfail", "failures 3"], .failures(3)),
        (["failures 9"], nil), (["nologin /etc/nologin"], nil), (["unlisted /bin/rbash"], nil), (["status P"], nil),
        (["module auth pam_shells", "status P"], nil), (["status L"], .locked), (["status LK"], .locked),
        (["status NP"], .noPassword), (["elsewhere pam_sss.so", "status L"], nil),
        (["module account pam_nologin", "nologin /run/nologin"], .closed(file: "/run/nologin")),
        (["module auth pam_shells", "unlisted /bin/rbash"], .shell("/bin/rbash")),
        (["module auth pam_faillock deny=99999999999999999999", "failures 3"], .failures(3)),
        (["module auth pam_faillock", "failures -3"], nil), ([], nil),
    ])
    func `a module has to be asked, and what it goes by has to be so`(lines: [String], kind: PAMRefusal.Kind?) {
        #expect(PAMRefusal(lines.map { $0[...] }, account: "joe")?.kind == kind)
    }

    /// PAM's own word for an account that has expired is the same.
    @Test func `what a module asks beside the password is said before an account that may have expired`() throws {
        let host = try LabHost("d23-account-expired")
        #expect(try host.judgement(PasswordAccepted()).summary.contains("has expired"))
        let closed = try host.with(
            "attempts", "pam", "service dovecot\nmodule account pam_nologin\nnologin /etc/nologin", status: 0)
        #expect(try closed.judgement(PasswordAccepted()).summary.contains("/etc/nologin blocks every login"))
        let locked = try host.with("attempts", "pam", "status L", status: 0)
        #expect(try locked.judgement(PasswordAccepted()).summary.contains("has expired"))
    }

    @Test func `the file is named by which PAM decides`() throws {
        let host = try LabHost("d24-pam-nologin").with("attempts", "pam", "service mailaccess", status: 0)
        #expect(try host.judgement(PasswordAccepted()).remedy?.script.contains("/etc/pam.d/mailaccess") == true)
    }

    @Test func `without the look the password counts as wrong`() throws {
        var host = try LabHost("d23-locked")
        host.record.evidence.removeAll { $0.probe == "attempts" }
        #expect(try host.judgement(PasswordAccepted()).summary == "the password of probe is refused")
    }

    @Test func `whoever must show a certificate has not given a wrong password`() throws {
        let host = try LabHost("d23-wrong-password").with(
            "auth_ssl_require_client_cert = yes", for: "auth_ssl_require_client_cert = no", in: "config")
        #expect(throws: MissingFact.self) { try host.judgement(PasswordAccepted()) }
    }

    @Test(arguments: ["passwd", "shadow"]) func `an account that a file lacks is told, unless it may be elsewhere`(
        database: String
    ) {
        let lines: [Substring] = ["service dovecot", "missing \(database)", "status L"]
        #expect(PAMRefusal(lines, account: "joe")?.kind == .missing(database))
        #expect(PAMRefusal(lines, account: "joe")?.why == "it has no line in /etc/\(database)")
        #expect(PAMRefusal(lines + ["elsewhere pam_sss.so"], account: "joe") == nil)
        #expect(PAMRefusal(["missing nothing"], account: "joe") == nil)
    }
}
