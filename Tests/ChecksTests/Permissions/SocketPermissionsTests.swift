import Fleet
import Testing

@testable import Checks

@Suite struct SocketPermissionsTests {
    private let check = SocketPermissions()

    @Test func `sockets that were given to dovecot fail, and a restart mends them`() throws {
        let found = try LabHost("d23-base-dir").judgement(check)
        #expect(found.verdict == .fail && found.signature == "/run/dovecot/login")
        #expect(found.evidence.contains { $0.probe == "logs.errors" })
    }

    @Test func `without sockets nothing is known`() throws {
        let host = try LabHost("d24-old-config")
        #expect(throws: Unjudgeable.self) { try host.judgement(check) }
    }
}
