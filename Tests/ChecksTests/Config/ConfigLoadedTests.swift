import Fleet
import Testing

@testable import Checks

@Suite struct ConfigLoadedTests {
    private let check = ConfigLoaded()

    @Test func `a file that is newer than the last load warns by its name`() throws {
        let found = try LabHost("d24-not-loaded").judgement(check)
        #expect(found.verdict == .warn && found.signature == "/etc/dovecot/conf.d/99-lab.conf")
        #expect(try LabHost("d24-pam").judgement(check).verdict == .pass)
    }

    @Test func `a server that was started with another file warns`() throws {
        let warning =
            "doveconf: Warning: Dovecot was last started using /t/v.conf, but this config is /etc/dovecot/dovecot.conf"
        let found = try LabHost("d23-pam").with("config", "written", warning, status: 0).judgement(check)
        #expect(found.verdict == .warn && found.signature == "/t/v.conf /etc/dovecot/dovecot.conf")
    }

    @Test func `what is stopped has nothing loaded`() throws {
        #expect(try LabHost("d23-stopped").judgement(check).verdict == .skipped)
    }
}
