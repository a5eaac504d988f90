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
}
