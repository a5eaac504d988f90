import Fleet
import Testing

@testable import Checks

@Suite struct KeyPermissionsTests {
    private let check = KeyPermissions()

    @Test func `a key that everybody may read fails`() throws {
        #expect(
            try LabHost("d24-exposed-key").judgement(check).remedy?.script.hasPrefix(
                "chmod o= /etc/dovecot/private/dovecot.key") == true)
    }

    @Test func `nobody gets through a closed directory`() throws {
        let host = try LabHost("d24-exposed-key").with(
            "drwx------ 1 root root", for: "drwxr-xr-x 1 root root", in: "certificate")
        #expect(try host.judgement(check).verdict == .pass)
    }

    @Test func `Debian's group for keys is right`() throws {
        let host = try LabHost("d24-exposed-key").with(
            "-rw-r----- 1 root ssl-cert 241", for: "-rw-r--r-- 1 root root 241", in: "certificate")
        #expect(try host.judgement(check).verdict == .pass)
    }
}
