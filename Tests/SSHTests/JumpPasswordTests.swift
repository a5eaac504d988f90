import Foundation
import Testing

/// Jump hosts that want more than a key, with a person at a terminal and without.
@Suite(.enabled(if: getuid() == 0, "only root can give a server passwords of its own"))
struct `A jump host that asks` {
    private static let word = PasswordTests.word
    private static let questions = ["UsePAM yes", "KbdInteractiveAuthentication yes"]
    private static let riddle = [QuestionTests.asksPassword, QuestionTests.riddle]

    /// Hosts behind it, which are all one server.
    private let inner: TestServer
    private let hosts: Program

    init() throws {
        inner = try TestServer(["ForceCommand . AGENT"], address: "0.0.0.0")
        try Program.installAgent(in: inner)
        hosts = Program(server: inner)
    }

    private func behind(_ bastion: TestServer, count: Int = 5, _ variables: String = "") -> [String] {
        (1...count).map { number in
            "mx\(number) ansible_host=127.0.9.\(number) ansible_port=\(inner.port) \(variables) "
                + "ansible_ssh_common_args='-J root@127.0.0.1:\(bastion.port)'"
        }
    }

    private func asked(
        _ bastion: TestServer, _ answers: [(String, Program.Answer)]
    ) async throws -> (rows: [Program.Row], shown: String) {
        let lines = behind(bastion)
        return try await meanwhile { try hosts.sweep(lines, answering: answers) }
    }

    @Test func `for a password is given it once, for all hosts behind it`() async throws {
        let bastion = try TestServer(["AuthenticationMethods password"], password: Self.word)
        let (rows, shown) = try await asked(bastion, [("root@127.0.0.1's password: ", .text(Self.word))])
        #expect(rows.map(\.outcome) == Array(repeating: "swept", count: 5), "\(rows)")
        #expect(shown.components(separatedBy: "'s password: ").count == 2)
        #expect(!shown.contains(Self.word))
        #expect(bastion.log.components(separatedBy: "Accepted password").count == 2)
    }

    @Test func `for a password that was mistyped asks again`() async throws {
        let bastion = try TestServer(["AuthenticationMethods password"], password: Self.word)
        let (rows, _) = try await asked(bastion, [("'s password: ", "wrong"), ("'s password: ", .text(Self.word))])
        #expect(rows.allSatisfy { $0.outcome == "swept" }, "\(rows)")
        #expect(bastion.log.components(separatedBy: "Failed password").count == 2)
    }

    @Test func `a code, as a second proof, is given that`() async throws {
        let bastion = try TestServer(
            Self.questions + ["AuthenticationMethods keyboard-interactive"], password: Self.word, pam: Self.riddle)
        let (rows, shown) = try await asked(
            bastion,
            [("127.0.0.1 asks, in its own words: “Password: ”", .text(Self.word)), ("e-mail address", "a@example.net")])
        #expect(rows.allSatisfy { $0.outcome == "swept" }, "\(rows) \(shown)")
        #expect(shown.contains("jump host 127.0.0.1 asks, in its own words: “Password: ”"))
    }

    @Test func `where no person is says so, and is not given the host's own password`() async throws {
        let bastion = try TestServer(["AuthenticationMethods password"], password: Self.word)
        let rows = try await hosts.sweepMeanwhile(behind(bastion, count: 2, "ansible_password='\(Self.word)'"), "")
        for row in rows {
            #expect(row.outcome == "ssh-auth")
            #expect(row.reason?.contains("the jump host ") == true, "\(row)")
            #expect(
                row.reason?.hasSuffix(
                    "the password of a jump host is asked for at the terminal, but there is no terminal") == true,
                "\(row)")
        }
        #expect(!bastion.log.contains("Failed password") && !bastion.log.contains("Accepted"))
    }

    @Test func `leaves the hosts behind it their time while a person thinks`() async throws {
        let bastion = try TestServer(["AuthenticationMethods password"], password: Self.word)
        let lines = behind(bastion, count: 1)
        // The answer comes after three seconds, of the one and a half that a host has for its look inside.
        let pipe = inner.path("answer-later")
        try run("/usr/bin/mkfifo", pipe)
        let later = try spawn("/bin/sh", ["-c", "sleep 3; echo '\(Self.word)' >\(pipe)"])
        let (rows, _) = try await meanwhile {
            try hosts.sweep(lines, answering: [("'s password: ", .file(pipe))], "--timeout 2")
        }
        waitpid(later, nil, 0)
        #expect(rows.allSatisfy { $0.outcome == "swept" }, "\(rows)")
    }
}
