import Fleet
import Testing

@testable import Checks

@Suite struct TLSHandshakeTests {
    private let check = TLSHandshake()

    @Test func `a handshake that is closed fails, with what the server logged`() throws {
        let found = try LabHost("d24-wrong-key").judgement(check)
        #expect(found.verdict == .fail && found.vantage == .tunnel && found.signature == "imaps 993")
        #expect(found.evidence.contains { $0.excerpt.contains("Key file is for a different certificate file") })
    }

    @Test func `a handshake that fails from outside alone is not the host's fault`() throws {
        let found = try LabHost("d24-vmail").alsoThroughSSH.with { dialogue in
            guard dialogue.vantage == .outside, dialogue.service == .imaps else { return }
            dialogue.tls = Dialogue.TLS(version: nil, cipher: nil, chain: [], failure: "closed")
        }.judgement(check)
        #expect(found.verdict == .fail && found.vantage == .outside && found.signature == "imaps 993 outside")
        #expect(found.summary.contains("through SSH it succeeds"))
    }

    @Test func `protocols that RFC 8996 retired warn`() throws {
        let low = try LabHost("d23-pam").with(
            "ssl_min_protocol = TLSv1\n", for: "ssl_min_protocol = TLSv1.2\n", in: "config")
        #expect(try low.judgement(check).verdict == .warn)
        let old = try LabHost("d23-pam").with { $0.tls?.version = "TLSv1.1" }
        #expect(try old.judgement(check).signature == "TLSv1.1")
    }

    @Test func `where no handshake was tried nothing is known`() throws {
        let host = try LabHost("d23-dropped").with { $0.tls = nil }
        #expect(throws: MissingFact.self) { try host.judgement(check) }
    }
}
