import Fleet
import Testing

@testable import Checks

@Suite struct AuthSocketsTests {
    private let check = AuthSockets()

    @Test func `a socket that is gone fails by its path, and explains what could not be asked`() throws {
        let host = try LabHost("d24-no-auth-socket")
        #expect(try host.judgement(check).signature == "/run/dovecot/auth-client")
        #expect(host.judged().findings.first { $0.check == "password.accepted" }?.blockedBy == "auth.sockets")
    }

    @Test func `Postfix's socket is looked for where the configuration has it`() throws {
        let listener =
            "  unix_listener auth-userdb {\n    group = \n    mode = 0666\n    type = userdb\n"
            + "    user = $SET:default_internal_user\n  }\n"
        let host = try LabHost("d24-upgraded").with(
            listener + "  unix_listener /var/spool/postfix/private/auth {\n    mode = 0660\n  }\n", for: listener,
            in: "config")
        #expect(try host.judgement(check).signature == "/var/spool/postfix/private/auth")
        let there = "srw-rw---- 1 postfix postfix 0 Nov 23 19:10 /var/spool/postfix/private/auth"
        #expect(try host.with("runtime", "listeners", there, status: 0).judgement(check).verdict == .pass)
    }

    @Test func `what is not loaded yet may be missing`() throws {
        let host = try LabHost("d24-no-auth-socket").with(
            "service", "unloaded", "/etc/dovecot/conf.d/10-master.conf", status: 0)
        #expect(try host.judgement(check).remedy == [.reload])
    }

    @Test func `a socket with another mode than it was given warns`() throws {
        let host = try LabHost("d23-restarted").with(
            "srw-rw-rw-  1 dovecot root", for: "srw-------  1 dovecot root", in: "runtime")
        let found = try host.judgement(SocketPermissions())
        #expect(found.verdict == .warn && found.signature == "/run/dovecot/auth-client")
        #expect(try LabHost("d23-restarted").judgement(SocketPermissions()).verdict == .pass)
    }
}
