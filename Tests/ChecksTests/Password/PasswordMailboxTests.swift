import Fleet
import Testing

@testable import Checks

@Suite struct PasswordMailboxTests {
    private func opened(
        _ name: String, _ mailbox: MailSession.Mailbox?, stage: MailSession.Stage = .left,
        reply: MailSession.Reply? = nil
    ) throws -> LabHost {
        var host = try LabHost(name).with { dialogue in
            guard dialogue.talk?.loginProven == true else { return }
            dialogue.talk?.mailbox = mailbox
            dialogue.talk?.stage = stage
            dialogue.talk?.reply = reply
            if reply != nil { dialogue.talk?.ending = .refused }
        }
        host.parameters.opensMailbox = true
        return host
    }

    /// As a full disk answers (`SweepTests/Dialogue/Transcripts/full-disk-2.3.txt`).
    private let serverBug = MailSession.Reply(status: "NO", code: "SERVERBUG", text: "Internal error occurred.")

    @Test func `nobody opens a mailbox who was not asked to`() throws {
        #expect(try LabHost("d24-vmail").judgement(PasswordMailbox()).verdict == .skipped)
    }

    @Test func `a mailbox that opens is told with what is in it`() throws {
        let judgement = try opened("d24-vmail", .init(folders: 3, messages: 12)).judgement(PasswordMailbox())
        #expect(judgement.verdict == .pass && judgement.summary == "INBOX opens: messages 12, folders 3")
    }

    @Test func `one that does not open is explained by the full disk`() throws {
        let host = try opened("d23-full-disk", .init(folders: 1), stage: .listed, reply: serverBug)
        let judgement = try host.judgement(PasswordMailbox())
        #expect(judgement.verdict == .fail && judgement.signature == "EXAMINE INBOX SERVERBUG")
        let result = host.judged()
        #expect(result.cause?.check == "mail-location.room")
        #expect(result.findings.first { $0.check == "password.mailbox" }?.blockedBy == "mail-location.room")
    }

    @Test func `after a migration an empty INBOX is worth a warning`() throws {
        var host = try opened("d24-vmail", .init(folders: 1, messages: 0))
        #expect(try host.judgement(PasswordMailbox()).verdict == .pass)
        host.parameters.isMigrated = true
        #expect(try host.judgement(PasswordMailbox()).verdict == .warn)
    }

    /// Opening makes what is not there, and the next sweep would find it.
    @Test func `a mailbox that is not there, or of which that is not known, is not opened`() throws {
        let inbox = "/var/vmail/lab.example/probe/Maildir"
        var missing = try LabHost("d24-vmail")
        missing.parameters.opensMailbox = true
        let place = try #require(missing.record.evidence.firstIndex { $0.probe == "account" })
        let text = String(decoding: missing.record.evidence[place].output, as: UTF8.self)
        let kept = text.split(separator: "\n", omittingEmptySubsequences: false).filter {
            !($0.hasSuffix(inbox) && $0.hasPrefix("d")) && !$0.contains("\(inbox)/")
        }
        missing.record.evidence[place].output = Array(kept.joined(separator: "\n").utf8)
        #expect(try missing.judgement(PasswordMailbox()).verdict == .skipped)
        missing.parameters.isMigrated = true
        #expect(missing.judged().findings.first { $0.check == "password.mailbox" }?.blockedBy == "mail-location.exists")
        var unknown = try LabHost("d24-vmail")
        unknown.parameters.opensMailbox = true
        unknown.record.evidence.removeAll { $0.probe == "account" }
        #expect(throws: MissingFact.self) { try unknown.judgement(PasswordMailbox()) }
        let catalogue = Catalogue.builtIn
        func mayOpen(_ host: LabHost) -> Bool {
            catalogue.mayOpenMailbox(host.record.host, evidence: host.record.evidence)
        }
        #expect(try mayOpen(LabHost("d24-vmail")) && mayOpen(LabHost("d23-pam")) && mayOpen(LabHost("d23-mbox")))
        #expect(!mayOpen(missing) && !mayOpen(unknown))
        #expect(try !mayOpen(LabHost("d24-unmounted")) && !mayOpen(LabHost("d24-dangling-domain")))
    }

    @Test func `without a login it is open, and the login's own cause explains it`() throws {
        var host = try LabHost("d23-wrong-password")
        host.parameters.opensMailbox = true
        let finding = host.judged().findings.first { $0.check == "password.mailbox" }
        #expect(finding?.verdict == .blocked && finding?.blockedBy == "password.accepted")
    }
}
