import Fleet
import Testing

@testable import Checks

@Suite struct LogErrorsTests {
    private let check = LogErrors()

    @Test func `a known line comes with its meaning, and only warns`() throws {
        let found = try LabHost("d23-no-userdb").judgement(check)
        #expect(found.verdict == .warn && found.signature == "the userdb misses an account that the passdb has")
    }

    @Test(arguments: ["d23-guessed-at", "d23-static-userdb"])
    func `guessed passwords, and what the sweep itself caused, are left out`(name: String) throws {
        #expect(try LabHost(name).judgement(check).verdict == .pass)
    }

    @Test(arguments: [("d23-misspelt", Verdict.warn), ("d23-stopped", .pass)])
    func `a Dovecot that is down is read in the journal`(name: String, verdict: Verdict) throws {
        #expect(try LabHost(name).judgement(check).verdict == verdict)
    }

    @Test func `limits are named`() throws {
        let line =
            "Nov 23 15:00:00\tmaster\tWarning\tservice(imap): process_limit (2) reached, client connections"
            + " are being dropped"
        let found = try LabHost("d23-pam").with("logs", "errors", line, status: 0).judgement(check)
        #expect(found.signature == "a service's process_limit is reached")
    }

    @Test func `where nobody can be asked nothing is known`() throws {
        let host = try LabHost("d23-pam").with(
            "logs", "errors", "Fatal: net_connect_unix(x) failed: Permission denied", status: 75)
        #expect(throws: Unjudgeable.self) { try host.judgement(check) }
    }
}
