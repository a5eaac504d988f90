import Fleet
import Testing

@testable import Checks

@Suite struct TLSKeyOrderTests {
    @Test func `a key that fits a later certificate of the file tells its place`() throws {
        let result = try LabHost("d24-chain-reversed").judged()
        let cause = try #require(result.cause)
        #expect(cause.check == "tls.key" && cause.summary.contains("is the key of certificate 2 in "))
        #expect(cause.remedy.script.hasPrefix("# Put certificate 2 first in /etc/dovecot/private/dovecot.pem"))
        // What the wrong certificate has wrong is no fault of its own.
        for check in ["tls.name", "tls.trust"] {
            #expect(result.findings.first { $0.check == check }?.blockedBy == "tls.key", "\(check)")
        }
    }

    @Test func `a key that fits none is the wrong one`() throws {
        #expect(try LabHost("d24-wrong-key").judgement(TLSKey()).summary.contains("is not the key of "))
    }
}
