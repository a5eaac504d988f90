import Fleet
import Testing

@testable import Checks

@Suite struct AuthSchemesTests {
    private let check = AuthSchemes()

    @Test func `the probe account's weak hash fails, and is no broken backend`() throws {
        let host = try LabHost("d24-weak-scheme")
        let found = try host.judgement(check)
        #expect(found.verdict == .fail && found.signature == "probe@lab.example MD5-CRYPT")
        #expect(found.remedy?.script.contains("\ndoveadm pw -s SHA512-CRYPT") == true)
        #expect(host.subject.authSymptom == nil)
        #expect(host.judged().cause?.check == "auth.schemes")
    }

    @Test func `other accounts' hashes warn`() throws {
        let line =
            "Nov 23 15:00:00\tauth(joe@lab.example,sasl:plain)\tError\tpasswd-file: Unknown scheme NOSCHEME"
        let found = try LabHost("d24-vmail").with("logs", "errors", line, status: 0).judgement(check)
        #expect(
            found.verdict == .warn && found.signature == "NOSCHEME"
                && found.remedy?.script.contains("doveadm pw -l") == true)
    }

    @Test func `no hash comes home with the line`() throws {
        let text = String(decoding: try EvidenceFiles.bytes("hosts/d24-weak-scheme.txt"), as: UTF8.self)
        #expect(text.contains("Weak password scheme") && !text.contains("$1$"))
    }
}
