import Foundation
import Testing

/// An account whose password must be changed, on real servers: sshd lets it in, for that and nothing else.
@Suite(.enabled(if: getuid() == 0, "only root can give a server passwords of its own"))
struct `A password that has expired` {
    private static let pam = ["UsePAM yes", "KbdInteractiveAuthentication yes"]

    @Test(arguments: [
        pam, pam + ["AuthenticationMethods password"], pam + ["AuthenticationMethods keyboard-interactive"],
        ["AuthenticationMethods password"],
    ])
    func `is a failed login that says so, whichever way it is noticed`(_ configuration: [String]) async throws {
        let server = try TestServer(
            configuration, password: PasswordTests.word, isExpired: true,
            pam: ["auth required pam_unix.so", "account required pam_unix.so", "password required pam_unix.so"])
        let host = "mx ansible_host=127.0.0.1 ansible_port=\(server.port) ansible_password='\(PasswordTests.word)'"
        let row = try #require(try await Program(server: server).sweepMeanwhile([host], "").first)
        #expect(row.outcome == "ssh-auth")
        #expect(row.reason?.contains("the password of root has expired") == true, "\(row)")
        #expect(row.reason?.contains("log in by hand and change it") == true, "\(row)")
    }
}
