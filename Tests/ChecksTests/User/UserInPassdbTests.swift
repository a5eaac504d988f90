import Fleet
import Testing

@testable import Checks

@Suite struct UserInPassdbTests {
    private let check = UserInPassdb()

    @Test func `an unknown user fails, a known one passes, and PAM is not asked`() throws {
        #expect(try LabHost("d24-no-user").judgement(check).verdict == .fail)
        #expect(try LabHost("d23-no-userdb").judgement(check).verdict == .pass)
        #expect(try LabHost("d24-pam").judgement(check).verdict == .skipped)
    }

    @Test func `a backend that is down is no missing user`() throws {
        let host = try LabHost("d24-no-database")
        #expect(throws: Unjudgeable.self) { try host.judgement(check) }
    }
}
