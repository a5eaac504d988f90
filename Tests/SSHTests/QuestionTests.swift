import Foundation
import Net
import SSH
import Synchronization
import Testing

/// Logins by questions and answers (keyboard-interactive), against a real sshd with PAM rules of its own.
@Suite(.enabled(if: getuid() == 0, "only root can give a server rules of its own"))
struct QuestionTests {
    static let word = "correct horse"
    /// Asks in other words than for a password, takes any answer, and stands for what asks for a code.
    static let riddle = "auth required pam_ftp.so users=root,nobody ignore"
    static let asksPassword = "auth required pam_unix.so"

    private func server(_ methods: String, _ pam: [String]) throws -> TestServer {
        try TestServer(
            ["UsePAM yes", "KbdInteractiveAuthentication yes", "AuthenticationMethods \(methods)"],
            password: Self.word, pam: pam)
    }

    private func login(_ server: TestServer, key: Bool = false) throws -> Login {
        var login = key ? try server.login() : server.login([])
        login.password = SSHPassword(Array(Self.word.utf8))
        return login
    }

    @Test func `the password answers the question for it`() async throws {
        let login = try login(try server("keyboard-interactive", [Self.asksPassword]))
        #expect(try await login { try await $0.output(of: "echo in").0 } == "in\n")
    }

    @Test func `a wrong answer is a refused password, and says so`() async throws {
        let verdicts = Mutex<[SSHPassword.Verdict]>([])
        var login = try login(try server("keyboard-interactive", [Self.asksPassword]))
        login.password = SSHPassword(
            Array("wrong".utf8), report: { verdict in verdicts.withLock { $0.append(verdict) } })
        let error = try await login.failure()
        #expect(error.kind == .auth)
        #expect(error.message.contains("the password was refused"))
        #expect(verdicts.withLock { $0 } == [.refused])
    }

    @Test func `another question than for the password goes to a person`() async throws {
        let questions = Mutex<[SSHQuestion]>([])
        var login = try login(
            try server("publickey,keyboard-interactive", [Self.asksPassword, Self.riddle]), key: true)
        login.asker = { question in
            questions.withLock { $0.append(question) }
            return Array("a@example.net".utf8)
        }
        #expect(try await login { try await $0.output(of: "echo in").0 } == "in\n")
        #expect(questions.withLock { $0.count } == 1)
        #expect(questions.withLock { $0.first?.prompt.contains("e-mail address") } == true)
    }

    @Test func `what may be a question for a password is not passed on where only codes are`() async throws {
        let isAsked = Mutex(false)
        var login = try server("publickey,keyboard-interactive", [Self.asksPassword]).login()
        login.forwardsPasswordPrompts = false
        login.asker = { _ in
            isAsked.withLock { $0 = true }
            return Array(Self.word.utf8)
        }
        let error = try await login.failure()
        #expect(error.message.contains("is not shown"), "\(error.message)")
        #expect(isAsked.withLock { !$0 })
        login.forwardsPasswordPrompts = true
        #expect(try await login { try await $0.output(of: "echo in").0 } == "in\n")
    }

    @Test func `where nobody answers nothing is sent`() async throws {
        let server = try server("keyboard-interactive", [Self.asksPassword, Self.riddle])
        let error = try await login(server).failure()
        #expect(error.kind == .auth)
        #expect(error.message.contains("e-mail address"))
        #expect(error.message.contains("but got no answer"))
        #expect(!server.log.contains("Failed keyboard-interactive"))
    }

    @Test func `while a person thinks, other hosts are logged in to`() async throws {
        let asking = try server("keyboard-interactive", [Self.asksPassword, Self.riddle])
        let other = try TestServer()
        let (isAsked, mayAnswer) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        var slow = try login(asking)
        slow.asker = { _ in
            isAsked.signal()
            mayAnswer.wait()
            return Array("a@example.net".utf8)
        }
        let quick = try other.login()
        let outputs = try await onReactor { [slow] reactor in
            async let asked = slow.open(on: reactor) { try await $0.output(of: "echo asked").0 }
            await Task.detached { hold(isAsked) }.value
            let meanwhile = try await quick.open(on: reactor) { try await $0.output(of: "echo meanwhile").0 }
            mayAnswer.signal()
            return (meanwhile, try await asked)
        }
        #expect(outputs == ("meanwhile\n", "asked\n"))
    }
}

/// Waits on a thread that may be held up.
private func hold(_ semaphore: DispatchSemaphore) {
    semaphore.wait()
}
