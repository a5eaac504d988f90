import Fleet
import Testing

@testable import Checks

@Suite struct SecretPermissionsTests {
    private let check = SecretPermissions()

    @Test func `a passwd-file that everybody may read fails, and stays readable to dovecot`() throws {
        let found = try LabHost("d23-exposed-users").judgement(check)
        #expect(found.verdict == .fail)
        #expect(
            found.remedy?.script.hasPrefix("chgrp dovecot /etc/dovecot/users\nchmod g-w,o= /etc/dovecot/users\n")
                == true)
    }

    @Test func `a configuration with a password fails by its name, and the password stays on the host`() throws {
        #expect(try LabHost("d24-exposed-password").judgement(check).signature == "/etc/dovecot/conf.d/99-lab.conf")
        let text = String(decoding: try EvidenceFiles.bytes("hosts/d24-exposed-password.txt"), as: UTF8.self)
        #expect(!text.contains("not-a-secret-of-yours"))
    }

    @Test func `nobody gets through a closed directory`() throws {
        let host = try LabHost("d23-exposed-users").with(
            "runtime", "folders", "drwxr-x--- 1 root dovecot 4096 Nov 24 20:48 /etc/dovecot", status: 0)
        #expect(try host.judgement(check).verdict == .pass)
    }

    @Test func `what could not be looked through is no pass`() throws {
        let host = try LabHost("d24-upgraded").with(
            "runtime", "secrets", "find: '/etc/dovecot/private': Permission denied", status: 2)
        #expect(throws: MissingFact.self) { try host.judgement(check) }
    }

    @Test func `a program that everybody may run is no secret, unless there is one in it`() throws {
        let host = try LabHost("d23-checkpassword")
        #expect(try host.judgement(SecretPermissions()).verdict == .pass)
        let told = try host.with("runtime", "secrets", "/usr/local/bin/checkpassword", status: 0)
        let found = try told.judgement(SecretPermissions())
        #expect(
            found.verdict == .fail
                && found.remedy?.script.contains("\nchmod g-w,o= /usr/local/bin/checkpassword\n") == true)
    }
}
