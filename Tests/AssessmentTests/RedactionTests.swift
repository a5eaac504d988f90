import Fleet
import RunSamples
import Testing

@testable import Assessment

@Suite struct `A redaction` {
    @Test(arguments: [
        ("the passdb does not know probe@lab.example.", "the passdb does not know account-1."),
        ("connects to 192.0.2.7:993, and to 192.0.2.7", "connects to address-1:993, and to address-1"),
        ("[2001:db8::7]:993, not ::1, 127.0.0.1 or 0.0.0.0:993", "[address-1]:993, not ::1, 127.0.0.1 or 0.0.0.0:993"),
        ("rip=198.51.100.9, lip=192.0.2.7", "rip=address-1, lip=address-2"),
        ("user=<a+b@x.example>", "user=<account-1>"),
        // What is none stays.
        (
            "Dovecot 2.3.19.1 at 12:30:45 in /etc/dovecot/conf.d/10-ssl.conf, ssl_cert: x.pem, permissions.mail, auth.so",
            "Dovecot 2.3.19.1 at 12:30:45 in /etc/dovecot/conf.d/10-ssl.conf, ssl_cert: x.pem, permissions.mail, auth.so"
        ),
        (
            "see https://doc.dovecot.org/2.4.1/core, net.ipv6.bindv6only",
            "see https://doc.dovecot.org/2.4.1/core, net.ipv6.bindv6only"
        ),
        // Hosts that are not in the run.
        ("connect(db.other.org:3306) of mail.other.de", "connect(host-1:3306) of host-2"),
        ("300.1.2.3 and 1.2.3 and @home", "300.1.2.3 and 1.2.3 and @home"),
    ]) func `replaces accounts and addresses`(text: String, redacted: String) {
        var redaction = Redaction()
        let result = redaction.redact(text)
        #expect(result == redacted)
    }

    @Test func `leaves a name in no field of a run`() {
        var redaction = Redaction()
        var shown = ""
        dump(redaction.redact(Samples.canary("anna@canary.test of mx1.canary.test")), to: &shown)
        #expect(shown.contains("account-1"))
        #expect(!shown.split(separator: "\n").contains { $0.contains("canary") || $0.contains("192.0.2.1") })
    }

    @Test(arguments: [16, 64]) func `replaces a fingerprint, and the beginning of one, by one word`(count: Int) {
        var redaction = Redaction()
        let whole = String(repeating: "0123456789abcdef", count: 4)
        #expect(redaction.redact(whole) == "fingerprint-1")
        #expect(redaction.redact("served \(whole.prefix(count))…") == "served fingerprint-1…")
    }

    @Test func `replaces the same by the same, in two runs too`() {
        var redaction = Redaction()
        let first = redaction.redact("a@x.example b@x.example 192.0.2.1")
        #expect(first == "account-1 account-2 address-1")
        let second = redaction.redact("192.0.2.1 b@x.example")
        #expect(second == "address-1 account-2")
    }

    /// What a run tells of one host with an account, and what is left of it.
    @Test(arguments: [
        ("/srv/vmail/fleet.test/anna/Maildir is root’s", "/srv/vmail/domain-1/account-1/Maildir is root’s"),
        ("imap(anna)<9><x>: Error: open(/home/Anna/mbox)", "imap(account-1)<9><x>: Error: open(/home/account-1/mbox)"),
        ("the certificate is for *.fleet.test and imap.fleet.test.", "the certificate is for *.domain-1 and host-3."),
        ("CN=mx1.fleet.test is not for MX1.fleet.test:993", "CN=host-1 is not for host-1:993"),
        ("its issuer CN=Fleet mail CA, O=Fleet is not trusted", "its issuer CN=name-1, O=name-2 is not trusted"),
        (
            "the certificate is not for MX1.fleet.test, but for www.other.test, *.other.test",
            "the certificate is not for host-1, but for host-3, *.host-4"
        ),
        ("binding failed (dn cn=dovecot,dc=fleet,dc=test)", "binding failed (dn cn=dovecot,dc=name-1,dc=name-2)"),
        ("binding failed (dn cn=reader-of-anna,dc=fleet)", "binding failed (dn cn=name-1,dc=name-2)"),
        ("mx1.fleet.test refuses; fleet.test does not", "host-1 refuses; domain-1 does not"),
        (
            "waits for mx1; the mail (-rw------- anna:anna) belongs to anna",
            "waits for host-1; the mail (-rw------- account-1:account-1) belongs to account-1"
        ),
        (
            "cur/1796051360.M569374P3593.mx1,S=29:2,S and new/1796051360.V1M5.old-box",
            "cur/1796051360.M569374P3593.host-1,S=29:2,S and new/1796051360.V1M5.host-3"
        ),
        (
            "NO Temporary failure. [mx1.fleet.test:2026-11-30 01:42:55]",
            "NO Temporary failure. [host-1:2026-11-30 01:42:55]"
        ),
        (
            "Dovecot 2.3.19.1, /etc/dovecot/dovecot.conf, dovecot.service",
            "Dovecot 2.3.19.1, /etc/dovecot/dovecot.conf, dovecot.service"
        ),
    ]) func `knows the names of a run wherever they stand`(text: String, redacted: String) {
        var redaction = Redaction()
        var host = Host(name: "mx1.fleet.test", address: "192.0.2.1")
        host.publicNames = ["mail.fleet.test"]
        host.probe = ProbeAccount(user: "anna@fleet.test", password: .environment("X"))
        var result = HostResult(host: host, outcome: .swept)
        result.findings = [
            Finding(check: "tls.trust", item: .tls, verdict: .fail, summary: "mail.fleet.test"),
            Finding(check: "tls.name", item: .tls, verdict: .fail, summary: text),
        ]
        var run = Samples.morning
        run.hosts = [result]
        let hosts = redaction.redact(run).hosts
        #expect(hosts[0].host.name == "host-1" && hosts[0].findings[0].summary == "host-2")
        #expect(hosts[0].findings[1].summary == redacted)
    }

    /// `probe` is a word of ours too.
    @Test(arguments: [
        ("probe is uid 1001, home /home/probe", "account-1 is uid 1001, home /home/account-1"),
        ("probe logs in by imaps", "account-1 logs in by imaps"),
        ("passdb: probe auth failed", "passdb: account-1 auth failed"),
        ("uid probe and gid probe are known here", "uid account-1 and gid account-1 are known here"),
        ("there is no probe account", "there is no probe account"),
    ]) func `tells an account from a word of the same letters by what it does`(text: String, redacted: String) {
        var redaction = Redaction()
        var host = Host(name: "mx1.fleet.test", address: "192.0.2.1")
        host.probe = ProbeAccount(user: "probe", password: .environment("X"))
        var result = HostResult(host: host, outcome: .swept)
        result.findings = [Finding(check: "user.userdb", item: .user, verdict: .pass, summary: text)]
        var run = Samples.morning
        run.hosts = [result]
        #expect(redaction.redact(run).hosts[0].findings[0].summary == redacted)
    }

    /// An account may be called as a word of any sentence is.
    @Test func `tells a name from a word`() {
        var redaction = Redaction()
        var run = Samples.morning
        run.hosts = [HostResult(host: Host(name: "mx1"), outcome: .swept)]
        run.hosts[0].host.probe = ProbeAccount(user: "probe", password: .environment("X"))
        run.hosts[0].findings = [
            Finding(
                check: "user.userdb", item: .user, verdict: .fail, summary: "the probe account /home/probe: probe",
                remedy: Remedy(trustedScript: "# Set the probe account up.\nuseradd probe"))
        ]
        let finding = redaction.redact(run).hosts[0].findings[0]
        #expect(finding.summary == "the probe account /home/account-1: probe")
        let accepted = redaction.redact("the password of probe is accepted")
        #expect(accepted == "the password of account-1 is accepted")
        let listed = redaction.redact(
            "drwx------ 1 probe probe 4096 Nov 30 08:00 /srv/x\n-rw-r--r--+ 1 root probe 7 /y")
        #expect(
            listed == "drwx------ 1 account-1 account-1 4096 Nov 30 08:00 /srv/x\n-rw-r--r--+ 1 root account-1 7 /y")
        let print = String(repeating: "0123456789abcdef", count: 4)
        #expect(redaction.redact("SHA-256 \(print), \(print.prefix(16))") == "SHA-256 fingerprint-1, fingerprint-1")
        #expect(finding.remedy?.script == "# Set the probe account up.\nuseradd account-1")
    }

    @Test(arguments: [
        "probe cannot enter /srv/mail (drwx------ hansmueller:vmail), which belongs to hansmueller",
        "drwx------ 3 hansmueller kunden 4096 Nov 30 21:16 /srv/mail",
    ]) func `owners of files are accounts`(summary: String) {
        var host = Samples.healthy(1...1)[0]
        host.findings = [Finding(check: "permissions.mail", item: .permissions, verdict: .fail, summary: summary)]
        var redaction = Redaction()
        var run = Samples.morning
        run.hosts = [host]
        let told = redaction.redact(run).hosts[0].findings[0].summary
        #expect(!told.contains("hans") && !told.contains("kunden"), "\(told)")
        #expect(!summary.contains("vmail") || told.contains("vmail"), "\(told)")
    }
}
