import Fleet
import RunSamples
import Testing

@testable import Assessment
@testable import Reports

@Suite struct `A redaction` {
    /// Each text that a report can have of a host names it.
    @Test func `leaves a name in no field`() {
        let text = "anna@canary.test of mx1.canary.test"
        let run = Samples.canary(text)
        var report = Samples.report(run, gate: Gate(failOn: .warn))
        report.objections =
            Gate().objections(to: run) + [
                Objection(what: text, details: [.init(hosts: ["mx1.canary.test"], words: text)], remedy: text)
            ]
        report.concessions = [Concession(kind: .warns, details: [.init(hosts: ["mx1.canary.test"], words: text)])]
        report.notes = [text]
        let redacted = report.redacted()
        var shown = ""
        dump(redacted.run, to: &shown)
        dump(redacted.objections, to: &shown)
        dump(redacted.concessions, to: &shown)
        dump(redacted.notes, to: &shown)
        #expect(shown.contains("account-1"))
        #expect(!shown.split(separator: "\n").contains { $0.contains("canary") || $0.contains("192.0.2.1") })
    }

    /// Which does not name the account.
    @Test func `of a report that is read back learns the account from what is told of it`() throws {
        var run = Samples.morning
        run.hosts = [HostResult(host: Host(name: "mx1.fleet.test", address: "192.0.2.1"), outcome: .swept)]
        run.hosts[0].findings = [
            Finding(check: "user.userdb", item: .user, verdict: .pass, summary: "anna@fleet.test is uid 5000"),
            Finding(
                check: "permissions.mail", item: .permissions, verdict: .fail, summary: "/srv/fleet.test/anna/Maildir"),
        ]
        var redaction = Redaction()
        let json = ReportFormat.json.render(Samples.report(run))
        let hosts = redaction.redact(try Run(reading: Array(json.utf8))).hosts
        #expect(hosts[0].findings.map(\.summary) == ["account-1 is uid 5000", "/srv/domain-1/account-1/Maildir"])
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
        let domains = ["example.net", "postoffice"]
        for format in ReportFormat.allCases {
            let report = format.render(Samples.report(redacted, style: ReportStyle(isVerbose: true)))
            for secret in ["canary", "192.0.2."] + domains { #expect(!report.contains(secret), "\(format) \(secret)") }
        }
        #expect(ReportFormat.json.render(Samples.report(run)).contains("canary"))
    }
}
