import Fleet
import SSH
import Synchronization
import Testing

@testable import Reach
@testable import SSH

/// The password of a jump host is typed once, if it is right.
@Suite struct `The password of a jump host` {
    private final class Operator: Prompter {
        private let answers: Mutex<[String]>
        private let asked = Mutex<[String]>([])

        init(_ answers: String...) {
            self.answers = Mutex(answers)
        }

        var accounts: [String] { asked.withLock { $0 } }

        func password(of account: String) -> [UInt8]? {
            asked.withLock { $0.append(account) }
            return answers.withLock { $0.isEmpty ? nil : Array($0.removeFirst().utf8) }
        }

        func answer(_ question: SSHQuestion, of host: String) -> [UInt8]? { nil }
    }

    private static let bastion = SSHDestination(host: "bastion", port: 22, user: "u")

    /// What is tried, and what the jump host says to it.
    private static func login(
        _ passwords: JumpPasswords, at destination: SSHDestination = bastion, is verdict: SSHPassword.Verdict
    ) async -> (tried: String?, wasRefused: Bool) {
        let attempt = passwords.attempt(at: destination)
        let tried = await attempt.password.bytes().map { String(decoding: $0, as: UTF8.self) }
        attempt.password.report(verdict)
        return (tried, attempt.wasRefused)
    }

    @Test func `is kept once it was accepted`() async {
        let user = Operator("right")
        let passwords = JumpPasswords(from: user)
        for _ in 1...2 {
            let login = await Self.login(passwords, is: .accepted)
            #expect(login.tried == "right" && !login.wasRefused)
        }
        #expect(user.accounts == ["u@bastion"])
    }

    @Test func `is typed again after a refusal`() async {
        let user = Operator("wrong", "right")
        let passwords = JumpPasswords(from: user)
        #expect(await Self.login(passwords, is: .refused) == ("wrong", true))
        #expect(await Self.login(passwords, is: .accepted) == ("right", false))
        #expect(user.accounts.count == 2)
    }

    @Test func `is forgotten when it is refused later`() async {
        let user = Operator("old", "new")
        let passwords = JumpPasswords(from: user)
        #expect(await Self.login(passwords, is: .accepted) == ("old", false))
        #expect(await Self.login(passwords, is: .refused) == ("old", true))
        #expect(await Self.login(passwords, is: .accepted) == ("new", false))
    }

    @Test func `is that of one account on one machine`() async {
        let user = Operator("a", "b", "c")
        let passwords = JumpPasswords(from: user)
        _ = await Self.login(passwords, is: .accepted)
        _ = await Self.login(passwords, at: SSHDestination(host: "other", port: 22, user: "u"), is: .accepted)
        _ = await Self.login(passwords, at: SSHDestination(host: "bastion", port: 22, user: "v"), is: .accepted)
        #expect(user.accounts == ["u@bastion", "u@other", "v@bastion"])
    }

    @Test func `is missing if nobody answers`() async {
        let passwords = JumpPasswords(from: Operator())
        #expect(await passwords.attempt(at: Self.bastion).password.bytes() == nil)
    }
}
