import Fleet
import Testing

@testable import Checks

@Suite struct UserNumbersTests {
    private let check = UserNumbers()

    @Test func `mail that belongs to nobody of this host warns`() throws {
        let found = try LabHost("d24-no-vmail").judgement(check)
        #expect(found.verdict == .warn && found.signature == "uid 5000 gid 5000")
        #expect(found.remedy?.script.contains("useradd --uid 5000 --gid 5000") == true)
        #expect(try LabHost("d23-exposed-users").judgement(check).verdict == .pass)
    }

    @Test func `an agent of before did not look`() throws {
        let host = try LabHost("d24-no-vmail").with("== numbers", for: "== ids", in: "account")
        #expect(try host.judgement(check).verdict == .skipped)
    }

    @Test func `where the numbers could not be looked up nothing is known`() throws {
        let host = try LabHost("d24-no-vmail").with("account", "ids", "getent: not found", status: 127)
        #expect(throws: MissingFact.self) { try host.judgement(check) }
    }

    @Test func `where the mail is another account's no account is made for the number`() throws {
        let found = try LabHost("d23-stray-uid").judgement(UserNumbers())
        #expect(found.verdict == .warn && found.remedy?.steps.last == .run("id vmail"))
    }
}
