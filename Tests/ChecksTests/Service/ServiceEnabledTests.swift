import Fleet
import Testing

@testable import Checks

@Suite struct ServiceEnabledTests {
    private let check = ServiceEnabled()

    @Test func `a service that no boot will start fails while it runs`() throws {
        let found = try LabHost("d24-not-at-boot").judgement(check)
        #expect(found.verdict == .fail && found.signature == "disabled" && found.remedy == "systemctl enable dovecot")
    }

    @Test func `socket activation at boot is enough`() throws {
        let host = try LabHost("d24-not-at-boot").with(
            "service", "systemd",
            "Id=dovecot.service\nLoadState=loaded\nUnitFileState=disabled\n\nId=dovecot.socket\nUnitFileState=enabled",
            status: 0)
        #expect(try host.judgement(check).verdict == .pass)
    }

    @Test func `a container that systemd did not boot is skipped`() throws {
        let words = "System has not been booted with systemd as init system (PID 1). Can't operate."
        #expect(
            try LabHost("d24-pam").with("service", "systemd", words, status: 1).judgement(check).verdict == .skipped)
    }
}
