import Fleet
import Testing

@testable import Checks

@Suite struct ServiceUpgradedTests {
    private let check = ServiceUpgraded()

    @Test func `a master whose program is no longer on the disk warns`() throws {
        let found = try LabHost("d24-upgraded").judgement(check)
        #expect(found.verdict == .warn && found.remedy?.script.contains(Act.restart.usual) == true)
        #expect(try LabHost("d23-restarted").judgement(check).verdict == .pass)
    }

    @Test func `only root may see it, and other systems do not tell`() throws {
        let denied = try LabHost("d24-upgraded").with(
            "service", "pid", "cat: /run/dovecot/master.pid: Permission denied", status: 1)
        #expect(throws: Unjudgeable.self) { try denied.judgement(check) }
        let other = try LabHost("d24-upgraded").with("service", "binary", "", status: 1)
        #expect(try other.judgement(check).verdict == .skipped)
    }
}
