import Fleet
import Testing

@testable import Checks

@Suite struct ConfigDebugTests {
    private let check = ConfigDebug()

    @Test func `passwords in the log warn by the settings that put them there`() throws {
        let found = try LabHost("d23-debug-passwords").judgement(check)
        #expect(found.verdict == .warn && found.signature == "auth_debug_passwords mail_debug")
        #expect(found.summary.contains("passwords are written to the log"))
        #expect(found.remedy?.script.contains("auth_debug_passwords = no, mail_debug = no") == true)
    }

    @Test func `debugging without passwords is only loud`() throws {
        let host = try LabHost("d23-debug-passwords").with(
            "auth_debug_passwords = no", for: "auth_debug_passwords = yes", in: "config")
        #expect(try host.judgement(check).signature == "mail_debug")
        #expect(try host.judgement(check).summary.contains("passwords") == false)
    }

    @Test func `a few digits of a hash are no password, and a whole hash is as good as one`() throws {
        let host = try LabHost("d23-verbose-hash")
        #expect(try host.judgement(check).verdict == .pass)
        let whole = try host.with("auth_verbose_passwords = sha1", for: "auth_verbose_passwords = sha1:6", in: "config")
        #expect(try whole.judgement(check).verdict == .warn)
    }
}
