import Fleet
import Testing

@testable import Checks

@Suite struct PlaintextPolicyTests {
    private let check = PlaintextPolicy()

    @Test func `what clients see is what counts`() throws {
        let found = try LabHost("d23-cleartext").judgement(check)
        #expect(found.verdict == .warn && found.vantage == .outside && found.signature == "imap cleartext")
        #expect(found.remedy?.script.hasPrefix("# Set disable_plaintext_auth = yes") == true)
        #expect(try LabHost("d24-pam").judgement(check).verdict == .pass)
    }

    @Test func `where nobody could look the settings have to do`() throws {
        var open = try LabHost("d23-cleartext")
        open.record.dialogues = []
        #expect(try open.judgement(check).signature == "cleartext")
        var closed = try LabHost("d24-pam")
        closed.record.dialogues = []
        #expect(try closed.judgement(check).summary == "the configuration refuses passwords without TLS")
    }

    @Test func `what stands in front, or is trusted, is exempt`() throws {
        var fronted = try LabHost("d23-cleartext").with(
            "disable_plaintext_auth = yes", for: "disable_plaintext_auth = no", in: "config")
        fronted.record.dialogues.removeAll { $0.vantage == .tunnel }
        #expect(try fronted.judgement(check).verdict == .warn)
        fronted.record.host.publicAddress = "192.0.2.9"
        #expect(try fronted.judgement(check).verdict == .pass)
        #expect(try LabHost("d23-trusted-networks").judgement(check).verdict == .skipped)
    }

    @Test func `a connection from an address to itself shows what no client sees`() throws {
        let host = try LabHost("d24-pam").with { dialogue in
            dialogue.vantage = .tunnel
            dialogue.address = "127.0.0.1"
            dialogue.talk?.capabilities = ["IMAP4REV1", "AUTH=PLAIN"]
        }
        #expect(try host.judgement(check).verdict == .pass)
    }

    @Test func `what the host grants itself is not what clients see`() throws {
        let host = try LabHost("d24-cleartext-local")
        #expect(try host.judgement(check).vantage == .outside && host.judgement(check).verdict == .pass)
        var alone = host
        alone.record.dialogues.removeAll { $0.vantage == .outside }
        #expect(try alone.judgement(check).verdict == .pass)
    }
}
