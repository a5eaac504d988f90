import Fleet
import Testing

@testable import Checks

@Suite struct LogErrorsTests {
    private let check = LogErrors()

    @Test func `a known line comes with its meaning, and only warns`() throws {
        let found = try LabHost("d23-no-userdb").judgement(check)
        #expect(found.verdict == .warn && found.signature == "account.not-in-userdb")
    }

    @Test(arguments: ["d23-guessed-at", "d23-static-userdb"])
    func `guessed passwords, and what the sweep itself caused, are left out`(name: String) throws {
        #expect(try LabHost(name).judgement(check).verdict == .pass)
    }

    @Test(arguments: [("d23-misspelt", Verdict.warn), ("d23-stopped", .pass)])
    func `a Dovecot that is down is read in the journal`(name: String, verdict: Verdict) throws {
        #expect(try LabHost(name).judgement(check).verdict == verdict)
    }

    @Test func `kinds are counted, the most frequent first, and the newest is quoted`() throws {
        let line = { (text: String) in "Nov 23 15:00:00\timap(joe)<1><x>\tError\t\(text)" }
        let full = line("write(/srv/x) failed: No space left on device")
        let text = [full, full, line("Corrupted index file /srv/y"), line("something new")].joined(separator: "\n")
        let found = try LabHost("d23-pam").with("logs", "errors", text, status: 0).judgement(check)
        #expect(
            found.summary
                == "4 errors in the last 24 hours: a volume is full (2), an index is damaged; the newest: something new"
        )
        #expect(
            found.signature == "mail.index-damaged" && found.remedy?.script.hasPrefix("doveadm force-resync") == true)
    }

    @Test func `what is wrong with the probe account, and limits, are other checks'`() throws {
        #expect(try LabHost("d24-weak-scheme").judgement(check).verdict == .pass)
        let other = try LabHost("d24-weak-scheme").with(
            "auth(joe@lab.example,", for: "auth(probe@lab.example,", in: "logs")
        #expect(try other.judgement(check).verdict == .warn)
    }

    @Test func `a Dovecot that writes its own log file is read there when it is down, as far back as a day`() throws {
        let host = try LabHost("d23-no-postfix")
        #expect(try host.subject.part("logs", "file").status == 0)
        #expect(try host.judgement(check).verdict == .warn)
        let old = try host.with("logs", "now", "Jan 23 10:00:00", status: 0)
            .with("logs", "journal", "", status: 0)
        #expect(try old.judgement(check).verdict == .pass)
    }

    @Test(arguments: [
        ("Nov 23 19:05:56 mx07 dovecot[30]: imap-login: Error: x", "imap-login"),
        ("2026-11-23T19:05:56.1+01:00 mx07 dovecot: auth-worker(7): Error: x", "auth-worker(7)"),
        ("Nov  3 19:05:56 imap(joe)<1><a>: Error: x", "imap(joe)<1><a>:"),
    ])
    func `every log's lines are read`(text: String, prefix: String) {
        let line = LogLine(journal: Substring(text))
        #expect(line?.prefix.hasPrefix(prefix.filter { $0 != ":" }) == true)
        #expect(line?.level == "Error" && line?.text == "x" && line.flatMap { LogTime($0.time) } != nil)
    }

    @Test func `a day is a day across the turn of a year`() throws {
        let new = try #require(LogTime("Jan  1 00:30:00")), old = try #require(LogTime("Dec 31 23:00:00"))
        #expect(old.isWithinADay(before: new))
        #expect(try !(#require(LogTime("Dec 30 23:00:00"))).isWithinADay(before: new))
        #expect(try !(#require(LogTime("Feb  1 00:00:00"))).isWithinADay(before: #require(LogTime("Nov 23 00:00:00"))))
    }

    @Test func `a journal that shows only one's own messages is no log without errors`() throws {
        let hint = "Hint: You are currently not seeing messages from other users and the system."
        let host = try LabHost("d23-pam").with(
            "logs", "errors", "Fatal: net_connect_unix(x) failed: Permission denied", status: 75
        )
        .with("logs", "journal", hint, status: 0)
        #expect(throws: MissingFact.self) { try host.judgement(check) }
    }

    @Test func `where nobody can be asked nothing is known`() throws {
        let host = try LabHost("d23-pam").with(
            "logs", "errors", "Fatal: net_connect_unix(x) failed: Permission denied", status: 75)
        #expect(throws: MissingFact.self) { try host.judgement(check) }
    }

    @Test func `where a check fails for what a line tells, only the check says what to do`() throws {
        let host = try LabHost("d23-closed-mbox-home").judged()
        let warning = try #require(host.findings.first { $0.check == "logs.errors" })
        #expect(warning.verdict == .warn)
        #expect(warning.remedy?.script == "# This has the cause of permissions.mail: see there.")
        #expect(host.cause?.check == "permissions.mail" && host.cause?.remedy.steps.isEmpty == false)
    }
}
