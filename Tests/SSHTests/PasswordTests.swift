import Foundation
import SSH
import Synchronization
import Testing

/// Logins by password, against a real sshd whose root has a password of its own.
@Suite(.enabled(if: getuid() == 0, "only root can give a server passwords of its own"))
struct PasswordTests {
    static let word = "correct horse"

    /// What became of a password, as the fleet's budget is told.
    private final class Reports: Sendable {
        let verdicts = Mutex<[SSHPassword.Verdict]>([])

        func password(_ text: String = word, mayBeTried: Bool = true) -> SSHPassword {
            SSHPassword(
                Array(text.utf8), mayBeTried: { mayBeTried },
                report: { verdict in self.verdicts.withLock { $0.append(verdict) } })
        }
    }

    private func login(
        _ server: TestServer, _ password: SSHPassword?, keys: [SSHIdentity] = []
    ) -> Login {
        var login = server.login(keys)
        login.password = password
        return login
    }

    private func wrongKeys(_ count: Int, of server: TestServer) throws -> [SSHIdentity] {
        try (0..<count).map { number in
            let file = server.path("wrong\(number)")
            try run("/usr/bin/ssh-keygen", "-q", "-N", "", "-t", "ed25519", "-f", file)
            return .key(try openKey(file))
        }
    }

    private func expectIn(_ login: Login) async throws {
        #expect(try await login { try await $0.output(of: "echo in").0 } == "in\n")
    }

    @Test(arguments: [0, 1, 4, 5, 8]) func `a password logs in after all the keys that a host hears`(
        keys: Int
    ) async throws {
        let (server, reports) = (try TestServer(password: Self.word), Reports())
        try await expectIn(login(server, reports.password(), keys: wrongKeys(keys, of: server)))
        #expect(reports.verdicts.withLock { $0 } == [.accepted])
    }

    @Test func `a refused password is tried once, and the message says so`() async throws {
        let pam = ["auth required pam_unix.so"]
        let server = try TestServer(["UsePAM yes", "KbdInteractiveAuthentication yes"], password: Self.word, pam: pam)
        let reports = Reports()
        let error = try await login(server, reports.password("wrong")).failure()
        #expect(error.kind == .auth)
        #expect(error.message.contains("the password was refused. The host accepts “publickey,password,keyboard-"))
        #expect(!error.message.contains("wrong"))
        #expect(reports.verdicts.withLock { $0 } == [.refused])
        #expect(server.log.components(separatedBy: "Failed ").count == 2)
    }

    @Test func `keys that are not offered are named`() async throws {
        let server = try TestServer(password: Self.word)
        let error = try await login(server, Reports().password("wrong"), keys: wrongKeys(7, of: server)).failure()
        #expect(error.message.contains("wrong4 (ssh-ed25519) was refused"))
        #expect(error.message.contains("not offered, because hosts disconnect after 6 failures"))
        #expect(error.message.contains("wrong5"))
        #expect(error.message.contains("the password was refused"))
    }

    @Test func `a key that comes twice is offered once`() async throws {
        let server = try TestServer(password: Self.word)
        let keys = try wrongKeys(3, of: server)
        try await expectIn(login(server, Reports().password(), keys: keys + keys))
        let error = try await login(server, nil, keys: keys + keys + keys).failure()
        #expect(error.message.components(separatedBy: "was refused").count == 4)
    }

    @Test func `a password that may not be tried is not`() async throws {
        let (server, reports) = (try TestServer(password: Self.word), Reports())
        let error = try await login(server, reports.password(mayBeTried: false)).failure()
        #expect(error.message.contains("the password was not tried: --max-refusals hosts have refused it"))
        #expect(reports.verdicts.withLock { $0.isEmpty })
        #expect(!server.log.contains("password for root"))
    }

    @Test func `a key that works leaves the password alone, and costs no question`() async throws {
        let (server, reports) = (try TestServer(["LogLevel DEBUG"], password: Self.word), Reports())
        let key = SSHIdentity.key(try openKey(try server.key("ed25519")))
        try await expectIn(login(server, reports.password(), keys: [key]))
        #expect(reports.verdicts.withLock { $0.isEmpty })
        // The key is offered, and then signed with: libssh2 does no less.
        #expect(server.log.components(separatedBy: "method publickey").count == 3)
        #expect(server.log.components(separatedBy: "userauth-request").count == 3)
    }

    @Test(arguments: ["publickey,password", "password,publickey", "publickey,password password,publickey"])
    func `a host that wants two proofs gets both, in its order`(_ methods: String) async throws {
        let (server, reports) = (try TestServer(["AuthenticationMethods \(methods)"], password: Self.word), Reports())
        let key = SSHIdentity.key(try openKey(try server.key("ed25519")))
        try await expectIn(login(server, reports.password(), keys: [key]))
        #expect(reports.verdicts.withLock { $0 } == [.accepted])
    }

    @Test func `a host that wants a password too says so when there is none`() async throws {
        let server = try TestServer(["AuthenticationMethods publickey,password"], password: Self.word)
        let error = try await login(server, nil, keys: [.key(try openKey(try server.key("ed25519")))]).failure()
        #expect(
            error.message.contains(
                "was accepted, but the host wants a second login method. The host accepts “password”"))
        #expect(error.message.contains("--ask-pass"))
    }

    @Test func `a host that hangs up over the password has refused it`() async throws {
        let (server, reports) = (try TestServer(["MaxAuthTries 1"], password: Self.word), Reports())
        let error = try await login(server, reports.password("wrong")).failure()
        #expect(error.kind == .auth)
        #expect(error.message.contains("Too many authentication failures"))
        #expect(reports.verdicts.withLock { $0 } == [.refused])
    }

    @Test func `no key and no password are told, with how to give one`() async throws {
        let error = try await login(TestServer(password: Self.word), nil).failure()
        #expect(error.message.contains("there is no key to offer. The host accepts “publickey,password"))
        #expect(error.message.hasSuffix("; give a password with --ask-pass or ansible_password"))
    }
}
