import Fleet
import Testing

@testable import Checks

@Suite struct AuthMechanismsTests {
    private let check = AuthMechanisms()

    @Test func `a mechanism that the passdb cannot serve fails by its name`() throws {
        let found = try LabHost("d24-cram-md5").judgement(check)
        #expect(found.verdict == .fail && found.signature == "cram-md5")
    }

    @Test func `an unknown mechanism fails by its name`() throws {
        let line =
            "timestamp\tprefix\ttype\ttext\nNov 23 19:05:56\tauth\tFatal\tUnknown authentication mechanism 'NTLM'"
        #expect(try LabHost("d24-pam").with("logs", "errors", line, status: 0).judgement(check).signature == "ntlm")
    }

    @Test func `mechanisms that nobody uses fail, and outdated ones warn`() throws {
        let host = try LabHost("d23-vmail")
        let anonymous = try host.with("auth_mechanisms = anonymous\n", for: "auth_mechanisms = plain\n", in: "config")
        #expect(try anonymous.judgement(check).verdict == .fail)
        let outdated = try host.with("account", "stored", "", status: 0).with(
            "auth_mechanisms = cram-md5\n", for: "auth_mechanisms = plain\n", in: "config")
        #expect(try outdated.judgement(check).verdict == .warn)
    }

    @Test func `mechanisms that hide the password fail with a passdb that needs it`() throws {
        let host = try LabHost("d23-ldap").with(
            "auth_mechanisms = digest-md5\n", for: "auth_mechanisms = plain\n", in: "config"
        ).with("runtime", "databases", "/etc/dovecot/dovecot-ldap.conf.ext\tauth_bind = yes", status: 0)
        let found = try host.judgement(check)
        #expect(found.verdict == .fail && found.summary.contains("the passdb (ldap) needs the password itself"))
    }

    @Test func `passwords in the clear warn, in either version's words`() throws {
        let old = try LabHost("d23-pam").with("plaintext_auth = no", for: "plaintext_auth = yes", in: "config")
        #expect(try old.judgement(check).remedy?.script.contains("disable_plaintext_auth = yes") == true)
        let new = try LabHost("d24-pam").with("cleartext = yes", for: "cleartext = no", in: "config")
        #expect(try new.judgement(check).remedy?.script.contains("auth_allow_cleartext = no") == true)
    }

    @Test func `without TLS and without cleartext nobody can log in`() throws {
        let host = try LabHost("d23-pam").with("\nssl = no", for: "\nssl = yes", in: "config")
        #expect(try host.judgement(check).signature == "no tls")
    }

    @Test func `mechanisms that the account's hash cannot answer fail, and no backend is blamed`() throws {
        let host = try LabHost("d23-cram-md5-only")
        #expect(try host.judgement(check).signature == "cram-md5 CRYPT")
        #expect(host.judged().cause?.check == check.id)
        let plain = try host.with("scheme PLAIN", for: "scheme CRYPT", in: "account")
        #expect(try plain.judgement(check).verdict == .warn)
        let unknown = try host.with("account", "stored", "", status: 0)
        #expect(try unknown.judgement(check).verdict == .warn)
        let both = try host.with("auth_mechanisms = cram-md5 plain", for: "auth_mechanisms = cram-md5", in: "config")
        #expect(try both.judgement(check).verdict == .pass)
    }

    @Test func `external alone needs certificates of clients`() throws {
        let settings = try LabHost("d23-vmail").subject.part("config", "settings").text
        let only = settings.replacing("auth_mechanisms = plain", with: "auth_mechanisms = external")
        let host = try LabHost("d23-vmail").with("config", "settings", only, status: 0)
        #expect(try host.judgement(AuthMechanisms()).signature == "external")
        let written = try host.subject.part("config", "written").text
        let asked = try host.with("config", "written", "\(written)\nssl_verify_client_cert = yes", status: 0)
        #expect(try asked.judgement(AuthMechanisms()).verdict == .pass)
    }

    @Test func `a filter of each passdb that lets no mechanism through fails`() throws {
        let written = try LabHost("d23-vmail").subject.part("config", "written").text
        func host(_ filter: String) throws -> LabHost {
            try LabHost("d23-vmail").with(
                "config", "written", written.replacing("passdb {\n", with: "passdb {\n  mechanisms = \(filter)\n"),
                status: 0)
        }
        #expect(try host("cram-md5 digest-md5").judgement(check).signature == "filter cram-md5 digest-md5")
        #expect(try host("PLAIN cram-md5").judgement(check).verdict == .pass)
    }

    @Test func `login alone warns`() throws {
        let host = try LabHost("d23-vmail").with(
            "auth_mechanisms = login\n", for: "auth_mechanisms = plain\n", in: "config")
        #expect(try host.judgement(check).verdict == .warn)
    }
}
