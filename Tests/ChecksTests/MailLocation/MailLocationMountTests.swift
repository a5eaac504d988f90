import Fleet
import Testing

@testable import Checks

@Suite struct MailLocationMountTests {
    private let check = MailLocationMount()

    /// What is mounted, what fstab and systemd say, and the verdict.
    static let cases: [(mounts: String, fstab: String, units: String, verdict: Verdict)] = [
        ("/dev/vdb /var/vmail ext4 rw 0 0", "", "", .warn),
        ("/dev/vdb /var/vmail ext4 rw 0 0", "/dev/vdb /var/vmail ext4 defaults 0 2", "", .pass),
        // It is mounted when it is asked for, or by hand on purpose.
        ("/dev/vdb /var/vmail ext4 rw 0 0", "/dev/vdb /var/vmail ext4 noauto,x-systemd.automount 0 2", "", .pass),
        ("/dev/vdb /var/vmail ext4 rw 0 0", "", "var-vmail.mount\nother.mount", .pass),
        ("nfs:/vol /var/vmail/lab.example nfs4 rw 0 0", "", "var-vmail.mount", .warn),
        ("nfs:/vol /var/vmail/lab.example nfs4 rw 0 0", "", "var-vmail-lab.example.mount", .pass),
        ("pool/mail /var/vmail zfs rw 0 0", "", "", .pass), ("tmpfs /var/vmail tmpfs rw 0 0", "", "", .pass),
        ("/dev/vda / ext4 rw 0 0", "", "", .pass), ("/dev/vdb /srv ext4 rw 0 0", "", "", .pass),
    ]

    @Test(arguments: cases) func `the volume of the mail must come back at boot`(
        mounts: String, fstab: String, units: String, verdict: Verdict
    ) throws {
        let host = try LabHost("d24-vmail").with("account", "mounts", mounts, status: 0)
            .with("account", "fstab", fstab, status: 0).with("account", "mount-units", units, status: 0)
        let found = try host.judgement(check)
        #expect(found.verdict == verdict, "\(found.summary)")
        #expect((found.verdict == .warn) == (found.remedy?.script.contains("findmnt -o") == true))
    }

    @Test func `in a container another mounts`() throws {
        #expect(try LabHost("d24-vmail").judgement(check).verdict == .skipped)
    }

    @Test(arguments: [
        ("/srv/mail", "srv-mail.mount"), ("/srv/my mail", "srv-my\\x20mail.mount"),
        ("/srv/a-b", "srv-a\\x2db.mount"),
    ])
    func `a unit has the name that systemd gives it`(directory: String, unit: String) throws {
        let line = "/dev/vdb \(directory.replacing(" ", with: "\\040")) ext4 rw 0 0"
        #expect(try #require(MountTable.Mount(line[...])).unit == unit)
    }
}
