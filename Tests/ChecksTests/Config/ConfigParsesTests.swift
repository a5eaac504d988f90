import Fleet
import Testing

@testable import Checks

@Suite struct ConfigParsesTests {
    private let check = ConfigParses()

    @Test func `a misspelt setting fails with its file, line and name`() throws {
        let found = try LabHost("d23-misspelt").judgement(check)
        #expect(found.verdict == .fail)
        #expect(found.summary.contains("/etc/dovecot/conf.d/10-auth.conf line 128"))
        #expect(found.signature == "/etc/dovecot/conf.d/10-auth.conf auth_mechanism")
    }

    @Test func `a setting that 2.4 renamed comes with its new name`() throws {
        let remedy = try LabHost("d24-edited").judgement(check).remedy?.script ?? ""
        #expect(remedy.contains("line 121, replace disable_plaintext_auth"))
        #expect(remedy.contains("auth_allow_cleartext"))
    }

    @Test func `a configuration of 2.3 on 2.4 is named as what it is`() throws {
        #expect(try LabHost("d24-old-config").judgement(check).remedy?.script.contains("configuration for 2.3") == true)
    }

    @Test func `a configuration of 2.4 on 2.3 is named as what it is`() throws {
        #expect(
            try LabHost("d23-new-config").judgement(check).remedy?.script.contains("configuration is for 2.4") == true)
    }

    @Test(arguments: [
        ("Unknown setting: mail_driver", "replace mail_driver, which only 2.4 has, with 'mail_location = DRIVER:PATH'"),
        ("Unknown section name: mysql", "apt-get install dovecot-mysql"),
        ("protocols: Unknown protocol: sieve", "apt-get install dovecot-managesieved"),
    ])
    func `what 2.3 does not know comes with its old name, or the package that brings it`(error: String, mend: String)
        throws
    {
        let message = "doveconf: Fatal: Error in configuration file /etc/dovecot/dovecot.conf line 3: \(error)"
        let host = try LabHost("d23-pam").with("config", "written", message, status: 89)
        #expect(try host.judgement(check).remedy?.script.contains(mend) == true)
    }

    @Test func `a section of 2.4's whose driver is not there comes with the package that brings it`() throws {
        let message =
            "doveconf: Fatal: Error in configuration file /etc/dovecot/conf.d/99-lab.conf line 7: filter: Unknown setting:"
            + " filter (passdb_filter or passdb_ldap_filter not found either. Did you mean one of:"
            + " passdb_mechanisms_filter, passdb_username_filter?)"
        let host = try LabHost("d24-pam").with("config", "written", message, status: 89)
        #expect(try host.judgement(check).remedy?.script.contains("\napt-get install dovecot-ldap\n") == true)
    }

    @Test func `what an upgrade of 2.3 would have to rename is a fact, and no alarm`() throws {
        #expect(try LabHost("d23-pam").judged().facts["renamedIn24"] == "mail_location ssl_cert ssl_dh ssl_key")
        #expect(try LabHost("d24-pam").judged().facts["renamedIn24"] == nil)
    }

    @Test func `a missing certificate is not the configuration's fault`() throws {
        let host = try LabHost("d24-no-certificate")
        #expect(try host.subject.part("config", "loads").status == 89)
        #expect(try host.judgement(check).verdict == .pass)
    }

    @Test func `a file that only root may read proves nothing`() throws {
        let message =
            "doveconf: Fatal: Error in configuration file /etc/dovecot/dovecot.conf line 3: /x: Permission denied"
        #expect(try LabHost("d23-pam").with("config", "loads", message, status: 89).judgement(check).verdict == .pass)
    }

    @Test func `without doveconf nothing is known`() throws {
        let host = try LabHost("d23-pam").with("config", "written", "sh: doveconf: not found", status: 127)
        #expect(throws: MissingFact("there is no doveconf on this host")) { try host.judgement(check) }
    }

    @Test func `a configuration that is gone is restored, not corrected`() throws {
        let words = "doveconf: Fatal: open(/etc/dovecot/dovecot.conf) failed: No such file or directory"
        let found = try LabHost("d23-vmail").with("config", "written", words, status: 89).judgement(ConfigParses())
        #expect(found.verdict == .fail)
        #expect(found.remedy?.script.contains("Restore /etc/dovecot/dovecot.conf, from a backup") == true)
    }

    @Test func `an include that matches no file is named`() throws {
        let words = "doveconf: Fatal: Error in configuration file /etc/dovecot/conf.d/95-x.conf line 1: No matches"
        let host = try LabHost("d24-vmail").with("config", "written", words, status: 89)
            .with("config", "include", "extra-*.conf", status: 0)
        let found = try host.judgement(ConfigParses())
        #expect(found.summary.contains("line 1: it includes extra-*.conf, and no such file exists"))
        #expect(found.remedy?.script.contains("write include_try there in place of include") == true)
    }

    @Test func `a section that is not closed is named, not the setting that stands in it`() throws {
        let words =
            "doveconf: Fatal: Error in configuration file /etc/dovecot/conf.d/99-lab.conf line 2: Unknown setting: service { mail_location"
        let script =
            try LabHost("d23-vmail").with("config", "written", words, status: 89).judgement(ConfigParses())
            .remedy?.script ?? ""
        #expect(script.contains("closes the section service"))
        #expect(script.contains("mail_location stands inside of it"))
        #expect(!script.contains("remove the setting"))
        let typo = words.replacing("{ mail_location", with: "{ inet_listener { prot")
        let other = try LabHost("d23-vmail").with("config", "written", typo, status: 89).judgement(ConfigParses())
        #expect(other.signature.hasSuffix(" prot"))
        #expect(other.remedy?.script.contains("remove the setting prot") == true)
    }
}
