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
        #expect(throws: MissingFact.self) { try host.judgement(check) }
    }

    @Test func `a key in DER is converted`() throws {
        let host = try LabHost("d24-vmail").with("certificate", "key", "Could not read key", status: 1)
        let found = try host.with("certificate", "key-label", "DER", status: 0).judgement(TLSKey())
        #expect(found.verdict == .fail && found.summary.contains("is in DER"))
        #expect(found.remedy?.script.contains("openssl pkey -inform DER") == true)
    }

    @Test func `a pair that is not loaded yet is not reloaded`() throws {
        let wrong = try LabHost("d24-wrong-key")
        var host = wrong
        host.record.dialogues = try LabHost("d24-vmail").record.dialogues
        let found = try host.judgement(TLSKey())
        #expect(found.summary.contains("uses the old pair until its next reload"))
        #expect(!(found.remedy?.script ?? "").contains("reload\n") && found.remedy?.script.contains("restart") == false)
        let served = try host.judgement(CertificateReloaded())
        #expect(served.remedy?.script.contains("doveadm reload") != true)
    }

    @Test func `an alternative key must be that of the alternative certificate`() throws {
        let host = try LabHost("d23-two-certificates")
        let other = try LabHost("d23-vmail").subject.part("certificate", "key").text
        let found = try host.with("certificate", "alternative-public-key", other, status: 0).judgement(check)
        #expect(found.verdict == .fail && found.summary.contains("ssl_alt_key"))
        #expect(try host.judgement(check).verdict == .pass)
    }
}
