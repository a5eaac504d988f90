import Fleet
import Testing

@testable import Checks

@Suite struct PasswordAcceptedTests {
    @Test func `an account that has expired is told from a wrong password`() throws {
        let host = try LabHost("d24-pam").shaped("d24-expired-account", "password", "logs")
        #expect(
            try host.judgement(PasswordAccepted()).remedy?.script.hasPrefix("chage -l probe\nchage -E -1 probe\n")
                == true)
        let silent = try LabHost("d24-pam").shaped("d24-expired-account", "password")
        #expect(try silent.judgement(PasswordAccepted()).remedy?.script.contains("passwd -S probe") == true)
    }

    private let check = PasswordAccepted()

    @Test func `a wrong password fails`() throws {
        let found = try LabHost("d23-wrong-password").judgement(check)
        #expect(found.verdict == .fail && found.remedy?.script.contains("set a new one") == true)
    }

    @Test(arguments: ["d23-stopped", "d24-disabled", "d24-no-database", "d24-cram-md5", "d23-unreadable-users"])
    func `a stopped service or a dead backend is no wrong password, though 2.3 exits alike`(name: String) throws {
        let host = try LabHost(name)
        #expect(throws: MissingFact.self) { try host.judgement(check) }
    }

    @Test func `a host that would log the password is not given it`() throws {
        let host = try LabHost("d23-misspelt")
        #expect(throws: MissingFact.self) { try host.judgement(check) }
        let answer = PasswordAnswer(
            status: 0, output: "withheld: the host would log it: auth_debug_passwords = yes\n", errors: "")
        #expect(answer == .unasked("the host would log it: auth_debug_passwords = yes"))
    }

    @Test(arguments: [
        (
            77, "passdb: u auth failed\nextra fields:\n  user=u\n  code=pass_expired\n",
            PasswordAnswer.rejected(code: "pass_expired")
        ),
        (
            77, "passdb: u auth failed\nextra fields:\n  user=u\n  code=temp_fail\n",
            .broken("a temporary failure (temp_fail)")
        ),
        (77, "passdb: u auth failed: Authentication failed\nextra fields:\n  user=u\n", .refused),
        (0, "passdb: u auth succeeded\nextra fields:\n  user=u\n  nologin\n", .accepted(fields: ["user", "nologin"])),
    ])
    func `each answer is told from the others`(status: Int, output: String, answer: PasswordAnswer) {
        #expect(PasswordAnswer(status: status, output: output, errors: "") == answer)
    }

    @Test func `an account that may not log in fails although its password is right`() throws {
        let host = try LabHost("d24-pam").with(
            "  user=(withheld)\n  nologin=(withheld)", for: "  user=(withheld)", in: "password")
        #expect(try host.judgement(check).signature == "probe nologin")
    }

    @Test func `without a password it is skipped, and says how to give one`() throws {
        var host = try LabHost("d24-pam")
        host.record.host.probe?.password = nil
        #expect(try host.judgement(check).summary.contains("dovesweep_probe_password_file"))
    }

    @Test func `an account that has expired is mended by the name that PAM was asked for`() throws {
        let found = try LabHost("d23-expired-realm").judgement(PasswordAccepted())
        #expect(found.remedy?.script.hasPrefix("chage -l probe\nchage -E -1 probe\n") == true)
    }

    @Test func `a password that doveadm cannot test is not tried`() throws {
        #expect(throws: MissingFact.self) { try LabHost("d23-cram-md5-only").judgement(PasswordAccepted()) }
    }

    @Test func `a short hash in the log gives no password away`() throws {
        #expect(try LabHost("d23-verbose-hash").judgement(PasswordAccepted()).verdict == .pass)
    }

    @Test func `a hash that was cut is told, and a column that may cut it`() throws {
        let host = try LabHost("d24-file-wrong-password")
        #expect(try !host.judgement(PasswordAccepted()).summary.contains("not complete"))
        let cut = try host.with("account", "stored", "scheme CRYPT\nhash cut", status: 0)
        #expect(try cut.judgement(PasswordAccepted()).summary.contains("is refused: the hash that is stored"))
        let table = try host.with("passdb sql", for: "passdb passwd-file", in: "config")
        #expect(try table.judgement(PasswordAccepted()).remedy?.script.contains("SHA512-CRYPT needs 106") == true)
    }

    @Test func `ARGON2 under a small limit of memory is told`() throws {
        let host = try LabHost("d24-file-wrong-password").with("account", "stored", "scheme ARGON2ID", status: 0)
        func script(_ limit: String) throws -> String {
            try host.with("service auth {\n  vsz_limit = \(limit)", for: "service auth {", in: "config")
                .judgement(PasswordAccepted()).remedy?.script ?? ""
        }
        #expect(try script("60 M").contains("set vsz_limit of service auth, which is '60 M', to 256M"))
        for enough in ["256 M", "18446744073709551615 B", "1 G"] { #expect(try !script(enough).contains("vsz_limit")) }
    }

    @Test func `the scheme of hashes without a prefix is named`() throws {
        let host = try LabHost("d23-mysql-wrong-password").with(
            "runtime", "databases", "/etc/dovecot/dovecot-sql.conf.ext\tdefault_pass_scheme = PLAIN", status: 0)
        let script = try host.judgement(PasswordAccepted()).remedy?.script ?? ""
        #expect(script.contains("/etc/dovecot/dovecot-sql.conf.ext sets PLAIN as the scheme"))
    }
}
