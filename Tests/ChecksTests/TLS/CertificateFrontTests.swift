import Fleet
import Testing

@testable import Checks

@Suite struct CertificateFrontTests {
    private let check = CertificateFront()

    /// A host whose public address leads to another one.
    private func misled(_ change: (inout Host) -> Void = { _ in }) throws -> LabHost {
        let other = try LabHost("d23-vmail").record.dialogues.compactMap(\.tls?.chain).first ?? []
        var host = try LabHost("d24-vmail").alsoThroughSSH.with { if $0.vantage == .outside { $0.tls?.chain = other } }
        change(&host.record.host)
        return host
    }

    @Test func `one certificate from both vantages passes`() throws {
        #expect(try LabHost("d24-vmail").alsoThroughSSH.judgement(check).verdict == .pass)
    }

    @Test func `what is served is what the host has on disk, where the tunnel was not used`() throws {
        #expect(try LabHost("d24-vmail").judgement(check).verdict == .pass)
        let other = try LabHost("d23-vmail").record.dialogues.compactMap(\.tls?.chain).first ?? []
        let host = try LabHost("d24-vmail").with { $0.tls?.chain = other }
        #expect(try host.judgement(check).verdict == .skipped)
    }

    @Test func `another certificate from outside is another machine's, or a front's`() throws {
        let judgement = try misled().judgement(check)
        #expect(judgement.verdict == .warn && judgement.summary.contains("another certificate than the host itself"))
    }

    @Test func `a balancer that the inventory names may have one of its own`() throws {
        #expect(try misled { $0.publicAddress = "192.0.2.1" }.judgement(check).verdict == .skipped)
    }

    @Test(arguments: ["d24-wrong-key"])
    func `where a vantage saw none there is nothing to compare`(name: String) throws {
        #expect(try LabHost(name).judgement(check).verdict == .skipped)
    }
}
