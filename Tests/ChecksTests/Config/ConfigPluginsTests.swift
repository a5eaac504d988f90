import Fleet
import Testing

@testable import Checks

@Suite struct ConfigPluginsTests {
    private let check = ConfigPlugins()

    @Test func `a plugin that is missing is the cause, and explains why doveadm and logins fail`() throws {
        let host = try LabHost("d23-pam").shaped("d23-no-plugin", "service").with { $0.talk?.loginProven = false }
        #expect(try host.judgement(check).signature == "quoota")
        #expect(host.judged().cause?.check == "config.plugins")
        #expect(host.judged().findings.first { $0.check == "password.login" }?.blockedBy == "config.plugins")
    }

    @Test func `what 2.3 wrote for what went before is no plugin of 2.4's`() throws {
        let host = try LabHost("d24-pam").shaped("d24-no-plugin", "service").with { $0.talk?.loginProven = false }
        #expect(try host.judgement(check).remedy?.script.contains("mail_plugins { quota = yes }") == true)
    }

    @Test func `a plugin that only doveadm misses warns`() throws {
        #expect(try LabHost("d23-pam").shaped("d23-no-plugin", "service").judgement(check).verdict == .warn)
    }

    @Test func `a plugin of one protocol alone is found in the log of its processes`() throws {
        let line = "Nov 23 20:21:02\timap(probe)<1><x>\tFatal\tPlugin 'imap_quoota' not found from directory /usr/lib"
        let host = try LabHost("d23-pam").with("logs", "errors", "timestamp\tprefix\ttype\ttext\n\(line)", status: 0)
        #expect(try host.judgement(check).signature == "imap_quoota")
    }

    @Test func `a plugin that 2.4 removed has its successor named`() throws {
        let words = "Error: Plugin 'zlib' not found from directory /usr/lib/dovecot/modules"
        func script(_ name: String) throws -> String {
            try LabHost(name).with("service", "status", words, status: 0).judgement(ConfigPlugins()).remedy?.script
                ?? ""
        }
        #expect(try script("d24-vmail").contains("2.4 has no zlib: in mail_plugins, write mail_compress instead"))
        #expect(try script("d23-vmail").contains("Install the package that provides zlib"))
    }

    @Test(arguments: [
        ("d23-vmail", "protocol pop3 {\n  mail_plugins = \" quota imap_quota\"\n}"),
        ("d24-vmail", "protocol pop3 {\n  mail_plugins {\n    imap_quota = yes\n  }\n}"),
    ])
    func `a plugin of IMAP among those of POP3 ends its sessions`(name: String, block: String) throws {
        let written = try LabHost(name).subject.part("config", "written").text
        let found = try LabHost(name).with("config", "written", "\(written)\n\(block)", status: 0).judgement(check)
        #expect(found.verdict == .fail && found.signature == "pop3 imap_quota")
        let other = block.replacing("pop3", with: "imap")
        #expect(
            try LabHost(name).with("config", "written", "\(written)\n\(other)", status: 0).judgement(check).verdict
                == .pass)
    }
}
