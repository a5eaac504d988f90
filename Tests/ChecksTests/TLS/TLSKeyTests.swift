import Fleet
import Testing

@testable import Checks

@Suite struct TLSKeyTests {
    private let check = TLSKey()

    @Test func `the key of another certificate fails`() throws {
        let found = try LabHost("d24-wrong-key").judgement(check)
        #expect(found.verdict == .fail && found.remedy?.script.contains("/etc/dovecot/private/dovecot.key") == true)
        #expect(try LabHost("d24-pam").judgement(check).verdict == .pass)
    }

    @Test(arguments: [
        (127, "sh: openssl: not found"), (1, "Could not read private key from /x"), (1, "Permission denied"),
    ])
    func `a key that cannot be read is unknown`(status: Int, words: String) throws {
        let host = try LabHost("d24-pam").with("certificate", "key", words, status: status)
        #expect(throws: Unjudgeable.self) { try host.judgement(check) }
    }
}
