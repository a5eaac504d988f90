import Fleet
import Testing

@testable import Reports

@Suite struct `A redaction` {
    @Test(arguments: [
        ("the passdb does not know probe@lab.example.", "the passdb does not know account-1."),
        ("connects to 192.0.2.7:993, and to 192.0.2.7", "connects to address-1:993, and to address-1"),
        ("[2001:db8::7]:993 and ::1", "[address-1]:993 and address-2"),
        ("rip=198.51.100.9, lip=192.0.2.7", "rip=address-1, lip=address-2"),
        ("user=<a+b@x.example>", "user=<account-1>"),
        // What is none stays.
        (
            "Dovecot 2.3.19.1 at 12:30:45 in mx1.example.net, ssl_cert: x",
            "Dovecot 2.3.19.1 at 12:30:45 in mx1.example.net, ssl_cert: x"
        ),
        ("300.1.2.3 and 1.2.3 and @home", "300.1.2.3 and 1.2.3 and @home"),
    ]) func `replaces accounts and addresses`(text: String, redacted: String) {
        var redaction = Redaction()
        let result = redaction.redact(text)
        #expect(result == redacted)
    }

    @Test func `replaces the same by the same, in two runs too`() {
        var redaction = Redaction()
        let first = redaction.redact("a@x.example b@x.example 192.0.2.1")
        #expect(first == "account-1 account-2 address-1")
        let second = redaction.redact("192.0.2.1 b@x.example")
        #expect(second == "address-1 account-2")
    }

    @Test func `leaves nothing of them in any report`() {
        var run = Samples.night
        for place in run.hosts.indices {
            run.hosts[place].host.address = "192.0.2.\(place)"
            run.hosts[place].host.probe?.user = "canary"
            run.hosts[place].findings.append(
                Finding(
                    check: "user.userdb", item: .user, verdict: .fail, summary: "the userdb does not know canary",
                    signature: "canary",
                    evidence: [.init(probe: "account", excerpt: "user canary from 192.0.2.\(place)")],
                    remedy: Remedy(trustedScript: "doveadm user canary")))
        }
        var redaction: Redaction? = Redaction()
        let redacted = run.redacted(by: &redaction)
        for format in ReportFormat.allCases {
            let report = { (run: Run) in format.render(Samples.report(run, style: ReportStyle(isVerbose: true))) }
            #expect(!report(redacted).contains("canary") && !report(redacted).contains("192.0.2."), "\(format)")
        }
        #expect(ReportFormat.json.render(Samples.report(run)).contains("canary"))
    }
}
