import Fleet
import Testing

@testable import Checks

/// To which certificates a password is sent.
@Suite struct PasswordLeaveTests {
    private func isGiven(_ lab: LabHost, evidence: [Evidence]? = nil, _ change: (inout Host) -> Void = { _ in }) -> Bool
    {
        var host = lab.record.host
        change(&host)
        let chain = lab.record.dialogues.lazy.compactMap(\.tls?.chain).first { !$0.isEmpty } ?? []
        return Catalogue.builtIn.mayHavePassword(
            chain, of: host, evidence: evidence ?? lab.record.evidence, at: lab.record.began,
            parameters: lab.parameters, certificates: OpenSSLReader())
    }

    @Test func `a trusted certificate for a public name has it`() throws {
        #expect(try isGiven(LabHost("d23-vmail"), evidence: []))
    }

    @Test(arguments: ["d23-expired", "d23-self-signed", "d24-other-name"])
    func `a certificate that clients refuse has it not`(name: String) throws {
        #expect(try !isGiven(LabHost(name)))
    }

    @Test func `without a public name a trusted certificate for another's has it not`() throws {
        #expect(try !isGiven(LabHost("d23-vmail"), evidence: []) { ($0.publicNames, $0.name) = ([], "mx07") })
    }

    @Test func `without a public name the inventory's own will do, or what the agent found on disk`() throws {
        let lab = try LabHost("d23-vmail")
        #expect(isGiven(lab, evidence: []) { ($0.publicNames, $0.name) = ([], "d23-vmail.lab.example") })
        #expect(isGiven(lab) { ($0.publicNames, $0.name) = ([], "mx07") })
        let another = try LabHost("d24-vmail").record.evidence
        #expect(!isGiven(lab, evidence: another) { ($0.publicNames, $0.name) = ([], "mx07") })
    }

    @Test func `a public name is not made up for by what is on disk`() throws {
        #expect(try !isGiven(LabHost("d23-vmail")) { $0.publicNames = ["imap.example.net"] })
    }
}
