import Fleet
import Testing

@testable import Checks

@Suite struct PasswordLoginTests {
    private let check = PasswordLogin()

    @Test func `a login is proven by what comes after its OK`() throws {
        #expect(try LabHost("d24-pam").judgement(check).verdict == .pass)
        let unproven = try LabHost("d24-pam").with {
            $0.talk?.loginProven = false; $0.talk?.ending = .closed
        }
        #expect(try unproven.judgement(check).verdict == .fail)
    }

    @Test func `a user that the userdb misses is cut off without a word`() throws {
        #expect(try LabHost("d23-no-userdb").judgement(check).summary.contains("closes without an error"))
    }

    @Test func `a refusal is quoted with its response code`() throws {
        let refused = try LabHost("d24-pam").with { dialogue in
            dialogue.talk?.loginProven = false
            dialogue.talk?.ending = .refused
            dialogue.talk?.reply = .init(status: "NO", code: "UNAVAILABLE", text: "Temporary authentication failure.")
        }
        let found = try refused.judgement(check)
        #expect(found.signature == "probe UNAVAILABLE" && found.summary.contains("NO [UNAVAILABLE] Temporary"))
    }

    @Test func `a host of POP3 alone needs no login, which would lock the mailbox`() throws {
        var host = try LabHost("d23-vmail").shaped("d23-pop3-only", "config")
        host.record.host.services = []
        host.record.dialogues = host.record.dialogues.filter { !$0.service.isIMAP }
        #expect(try host.judgement(check).verdict == .skipped)
        host.record.host.services = [.imaps]
        #expect(throws: MissingFact.self) { try host.judgement(check) }
    }

    @Test func `why a password was kept back, or not tried, is said`() throws {
        let kept = try LabHost("d24-pam").with { dialogue in
            dialogue.talk?.loginProven = false
            dialogue.talk?.loginTried = false
            dialogue.talk?.ending = .withheld
            dialogue.talk?.notices = ["withheld: its certificate is not trusted"]
        }
        #expect { try kept.judgement(check) } throws: { ($0 as? MissingFact)?.reason.hasSuffix("not trusted") == true }
    }

    @Test func `what was not tried is unknown, and never a pass`() throws {
        let host = try LabHost("d23-wrong-password")
        #expect(throws: MissingFact.self) { try host.judgement(check) }
    }

    @Test func `a dialogue that the coordinator cut proves nothing`() throws {
        let host = try LabHost("d24-pam").with {
            $0.talk?.loginProven = false; $0.talk?.ending = .cancelled
        }
        #expect(throws: MissingFact.self) { try host.judgement(check) }
    }
}
