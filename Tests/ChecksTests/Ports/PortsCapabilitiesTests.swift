import Fleet
import Testing

@testable import Checks

@Suite struct PortsCapabilitiesTests {
    private let check = PortsCapabilities()

    @Test(arguments: ["d23-pam", "d24-pam", "d23-imaps-only", "d23-expired"])
    func `what clients need is announced`(name: String) throws {
        #expect(try LabHost(name).judgement(check).verdict == .pass)
    }

    @Test(arguments: [
        (MailService.imaps, "IMAP4REV1", "imaps 993 IMAP4rev1"), (.imap, "STARTTLS", "imap 143 STARTTLS"),
        (.pop3, "STLS", "pop3 110 STLS"),
    ])
    func `what lacks is named`(service: MailService, word: String, signature: String) throws {
        let host = try LabHost("d24-pam").with { dialogue in
            guard dialogue.service == service else { return }
            dialogue.talk?.capabilities.removeAll { $0 == word }
            dialogue.talk?.securedCapabilities = []
        }
        #expect(try host.judgement(check).signature == signature)
    }

    @Test func `under TLS there has to be a way to log in`() throws {
        let host = try LabHost("d24-pam").with {
            if $0.service == .imaps { $0.talk?.capabilities = ["IMAP4REV1", "LOGINDISABLED"] }
        }
        #expect(try host.judgement(check).signature == "imaps 993 a way to log in")
    }

    @Test func `where nobody got as far it is open`() throws {
        #expect(throws: MissingFact.self) { try LabHost("d24-cram-md5").judgement(check) }
    }
}
