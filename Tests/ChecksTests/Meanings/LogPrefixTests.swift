import Testing

@testable import Checks

@Suite struct LogPrefixTests {
    private static let message = "open(/srv/x) failed: Permission denied"

    @Test(arguments: [
        "Nov 29 12:00:01 mx07 dovecot: imap(joe)<67><abc+/>: Error: ",
        "Nov 29 12:00:01 mx07 dovecot[30]: imap(joe)<67><abc+/>: Error: ",
        "<19>Nov  9 12:00:01 mx07 dovecot[30]: imap(joe)<67><abc+/>: Error: ",
        "2026-11-29T12:00:01+0100 mx07 dovecot[30]: imap(joe)<67><abc+/>: Error: ",
        "2026-11-29T12:00:01.123456+01:00 mx07 dovecot: imap(joe)<67><abc+/>: Error: ",
        "2026-11-29 12:00:01 imap(joe)<67><abc+/>: Error: ",
        "Nov 29 12:00:01 imap(joe)<67><abc+/>: Error: ", "Nov 29 12:00:01.123456 Error: imap(joe)<67><abc+/>: ",
        "imap(joe)<67><abc+/>: Error: ",
        "Error: imap(joe)<67><abc+/>: ", "Nov 29 12:00:01\timap(joe)<67><abc+/>\tError\t",
    ]) func `every log's prefix is read`(prefix: String) {
        let line = LogLine(parsing: prefix + Self.message)
        #expect(line.text == Self.message && line.level == "Error")
        #expect(line.service == "imap" && line.account == "joe" && line.processID == "67" && line.session == "abc+/")
    }

    @Test func `a message alone is text`() {
        let line = LogLine(parsing: Self.message)
        #expect(line.text == Self.message && line.level.isEmpty && line.service == nil && line.account == nil)
    }

    @Test func `a login line names account, client and session`() {
        let line = LogLine(
            parsing:
                "Nov 29 12:00:01 mx07 dovecot: imap-login: Login: user=<joe@example.org>, method=PLAIN, rip=2001:db8::9,"
                + " lip=192.0.2.7, mpid=77, TLS, session=<8K7FjPNgxsp/AAAB>")
        #expect(line.service == "imap-login" && line.level == "Info" && line.account == "joe@example.org")
        #expect(line.remoteAddress == "2001:db8::9" && line.session == "8K7FjPNgxsp/AAAB" && line.processID == "77")
    }

    @Test func `2.3's auth process names them in the message, and 2.4's in the prefix`() {
        for text in [
            "auth: Info: passwd-file(bob@example.org,192.0.2.9,<xb+LXvRgPNl/AAoB>): Password mismatch",
            "auth(bob@example.org,192.0.2.9,sasl:plain)<xb+LXvRgPNl/AAoB>: Info: passwd-file: Password mismatch",
        ] {
            let line = LogLine(parsing: text)
            #expect(
                line.account == "bob@example.org" && line.remoteAddress == "192.0.2.9"
                    && line.session == "xb+LXvRgPNl/AAoB", "\(text)")
        }
        #expect(LogLine(parsing: "auth-worker(1915): Error: x").processID == "1915")
        #expect(LogLine(parsing: "auth-worker(1915): Error: x").account == nil)
        #expect(
            LogLine(parsing: "auth: Error: ldap(ldap://192.0.2.5): Can't connect to server: ldap://192.0.2.5").account
                == nil)
    }

    @Test func `lines of other programs keep their text`() {
        let pam = LogLine(
            parsing:
                "Nov 29 12:00:01 mx07 auth[77]: pam_unix(dovecot:auth): authentication failure; logname= uid=0 euid=0"
                + " tty=dovecot ruser=joe rhost=192.0.2.9  user=joe")
        #expect(
            pam.service == "auth" && pam.account == "joe" && pam.remoteAddress == "192.0.2.9" && pam.processID == "77")
        #expect(pam.text.hasPrefix("pam_unix(dovecot:auth): "))
        let unit = LogLine(
            parsing: "Nov 29 12:00:01 mx07 systemd[1]: dovecot.service: Start request repeated too quickly.")
        #expect(unit.service == "systemd" && unit.text == "dovecot.service: Start request repeated too quickly.")
        let kernel = LogLine(parsing: "[12345.678] Out of memory: Killed process 1234 (imap)")
        #expect(kernel.text == "Out of memory: Killed process 1234 (imap)")
    }
}
