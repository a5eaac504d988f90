import Fleet
import Testing

@testable import Checks

@Suite struct CertificateNameTests {
    private let check = CertificateName()

    @Test func `a certificate for another name fails with both names`() throws {
        let found = try LabHost("d24-other-name").judgement(check)
        #expect(found.verdict == .fail && found.signature == "d24-other-name.lab.example")
        #expect(found.summary.contains("old-mail.lab.example"))
    }

    @Test func `every public name must be covered`() throws {
        var host = try LabHost("d24-pam")
        host.record.host.publicNames.append("imap.lab.example")
        #expect(try host.judgement(check).signature == "imap.lab.example")
    }

    @Test func `the inventory's own name only warns`() throws {
        var host = try LabHost("d24-pam")
        host.record.host.publicNames = []
        #expect(try host.judgement(check).verdict == .warn)
    }

    @Test func `the file to replace is that of the certificate that clients get`() throws {
        let found = try LabHost("d24-alternative-name").judgement(CertificateName())
        #expect(found.verdict == .fail && found.remedy?.script.contains("private/alternative.pem") == true)
    }

    @Test func `a file says nothing where clients get the certificate of their name`() throws {
        var host = try LabHost("d23-local-name")
        host.record.dialogues = []
        #expect(throws: MissingFact.self) { try host.judgement(CertificateName()) }
        #expect(throws: MissingFact.self) { try host.judgement(CertificateTrust()) }
    }
}
