import Fleet
import Testing

@testable import Checks

@Suite struct ServiceUpgradedTests {
    private let check = ServiceUpgraded()

    @Test func `a master whose program is no longer on the disk warns`() throws {
        let found = try LabHost("d24-upgraded").judgement(check)
        #expect(found.verdict == .warn && found.remedy?.script.contains(PlatformAction.restart.usual) == true)
        #expect(try LabHost("d23-restarted").judgement(check).verdict == .pass)
    }

    @Test(arguments: [
        ("/usr/lib/dovecot/modules/libdriver_mysql.so", "dovecot-mysql"),
        ("/usr/lib64/dovecot/auth/libauthdb_ldap.so", "dovecot-ldap"),
        ("/usr/lib/dovecot/modules/auth/libauthdb_lua.so", "the package that provides"),
    ])
    func `a driver that was removed fails before it is missed`(module: String, package: String) throws {
        let host = try LabHost("d24-vmail").with("service", "removed", module, status: 0)
        let found = try host.judgement(check)
        #expect(found.verdict == .fail && found.summary.contains("\(module), which the auth process uses, was removed"))
        #expect(found.remedy?.script.contains(package) == true)
        // The process may end meanwhile.
        for words in ["", "grep: /proc/207/maps: No such file or directory"] {
            let fine = try LabHost("d24-vmail").with("service", "removed", words, status: 0)
            #expect(try fine.judgement(check).verdict == .pass)
        }
    }

    @Test func `only root may see it, and other systems do not tell`() throws {
        let denied = try LabHost("d24-upgraded").with(
            "service", "pid", "cat: /run/dovecot/master.pid: Permission denied", status: 1)
        #expect(throws: MissingFact.self) { try denied.judgement(check) }
        let other = try LabHost("d24-upgraded").with("service", "binary", "", status: 1)
        #expect(try other.judgement(check).verdict == .skipped)
    }
}
