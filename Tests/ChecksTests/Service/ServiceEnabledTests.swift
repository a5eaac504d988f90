import Fleet
import Testing

@testable import Checks

@Suite struct ServiceEnabledTests {
    private let check = ServiceEnabled()

    @Test func `a service that no boot will start fails while it runs`() throws {
        let found = try LabHost("d24-not-at-boot").judgement(check)
        #expect(
            found.verdict == .fail && found.signature == "disabled"
                && found.remedy?.script == "systemctl enable dovecot")
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

    /// OpenRC's lines are a host's (`Evidence/variants/openrc.txt`); FreeBSD could not be booted: that is what others'
    /// hosts printed (`Evidence/published`), and `NO` is as rc.conf(5) has it.
    @Test(arguments: [
        (
            "openrc", "              dovecot |      default                 \n                  ssh |      default",
            Verdict.pass
        ),
        ("openrc", "                  ssh |      default                 \n              dovecot |", .fail),
        ("rcconf", "published/sysrc.value.txt", .pass), ("rcconf", "published/sysrc.unknown.txt", .fail),
        ("rcconf", "NO", .fail),
    ])
    func `OpenRC and FreeBSD's rc are asked where there is no systemd`(part: String, text: String, verdict: Verdict)
        throws
    {
        let isFile = text.hasPrefix("published/")
        let said = isFile ? String(decoding: try EvidenceFiles.bytes(text), as: UTF8.self) : text
        let host = try LabHost("d24-pam").with("service", "systemd", "sh: systemctl: not found", status: 127)
            .with("service", part, said.replacing("linprocfs_load", with: "dovecot_enable"), status: 0)
        let found = try host.judgement(check)
        #expect(found.verdict == verdict)
        if verdict == .fail {
            #expect(
                found.remedy?.script
                    == (part == "openrc" ? "rc-update add dovecot default" : "sysrc dovecot_enable=YES"))
        }
    }
}
