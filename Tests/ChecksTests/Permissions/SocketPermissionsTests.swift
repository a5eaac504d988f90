import Fleet
import Testing

@testable import Checks

@Suite struct SocketPermissionsTests {
    private let check = SocketPermissions()

    @Test func `sockets that were given to dovecot fail, and their directory goes back to root`() throws {
        let found = try LabHost("d23-base-dir").judgement(check)
        #expect(found.verdict == .fail && found.signature == "/run/dovecot/login")
        #expect(found.evidence.contains { $0.probe == "logs.errors" })
        #expect(
            found.remedy?.script.hasPrefix("chown root:root /run/dovecot\nchmod 0755 /run/dovecot\n") == true
        )
    }

    @Test func `without sockets nothing is known`() throws {
        let host = try LabHost("d24-old-config")
        #expect(throws: MissingFact.self) { try host.judgement(check) }
    }
}
