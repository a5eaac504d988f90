import Fleet
import Testing

@testable import Checks

@Suite struct PasswordTunnelTests {
    private let check = PasswordTunnel()
    private static let forbidden = Dialogue(
        vantage: .tunnel, service: .imaps, address: "127.0.0.2", port: 993,
        reach: .notTried("its sshd forbids tunnels (AllowTcpForwarding)"))

    @Test(arguments: ["d23-pam", "d24-sql", "d24-ipv6"])
    func `a login that is proven from outside is not tried again`(name: String) throws {
        let judgement = try LabHost(name).judgement(check)
        #expect(judgement.verdict == .skipped && judgement.summary.hasSuffix("a login from outside worked"))
    }

    @Test(arguments: ["d23-dropped", "d24-rejected", "d23-expired"])
    func `a login through SSH is proof, whatever clients can reach`(name: String) throws {
        let judgement = try LabHost(name).judgement(check)
        #expect(judgement.verdict == .pass && judgement.vantage == .tunnel)
        #expect(judgement.summary.hasSuffix("logs in with imaps through SSH, at 127.0.0.2"))
    }

    @Test func `where sshd forbids tunnels it is skipped, and the login is proven from outside`() throws {
        var host = try LabHost("d24-no-tunnel")
        host.record.dialogues.append(Self.forbidden)
        let judgement = try host.judgement(check)
        #expect(judgement.verdict == .skipped && judgement.summary.contains("AllowTcpForwarding"))
        #expect(try host.judgement(PasswordLogin()).verdict == .pass)
        #expect(host.judged().loginProven)
    }

    @Test func `where nobody was to look through SSH it is skipped`() throws {
        var host = try LabHost("d24-no-tunnel")
        host.parameters.looksOutside = false
        host.parameters.looksThrough = false
        host.record.dialogues = []
        #expect(try host.judgement(check).verdict == .skipped)
        #expect(host.judged().verdict(of: .password) == .pass)
    }

    @Test func `where nobody else looks, a forbidden tunnel leaves the login open`() throws {
        var host = try LabHost("d24-no-tunnel")
        host.parameters.looksOutside = false
        host.record.dialogues = [Self.forbidden]
        #expect(throws: MissingFact.self) { try host.judgement(check) }
        #expect(host.judged().verdict(of: .password) == .unknown)
    }

    @Test func `without a look from outside the tunnel proves the login`() throws {
        var host = try LabHost("d24-vmail").alsoThroughSSH
        host.parameters.looksOutside = false
        host.record.dialogues.removeAll { $0.vantage == .outside }
        let result = host.judged()
        #expect(result.loginProven && result.verdict(of: .password) == .pass)
        #expect(result.verdict(of: .tls) == .pass && result.verdict(of: .ports) == .pass)
    }

    @Test func `a backend that does not answer is not taken for a wrong password`() throws {
        let judgement = try LabHost("d24-no-database").judgement(check)
        #expect(judgement.verdict == .fail && judgement.signature.hasSuffix("UNAVAILABLE"))
    }

    @Test func `a password that was refused inside is not tried, and that is said`() throws {
        #expect(throws: MissingFact("not tried after the password was refused inside")) {
            try LabHost("d23-wrong-password").judgement(check)
        }
    }

    @Test func `a login that fails from outside alone is the way's fault, not the host's`() throws {
        let host = try LabHost("d24-vmail").alsoThroughSSH.with { dialogue in
            guard dialogue.vantage == .outside, dialogue.talk?.loginTried == true else { return }
            dialogue.talk?.loginProven = false
            dialogue.talk?.stage = .capable
            dialogue.talk?.ending = .refused
            dialogue.talk?.reply = .init(status: "NO", code: "AUTHENTICATIONFAILED", text: "Authentication failed.")
        }
        let result = host.judged()
        #expect(result.cause?.check == "password.login")
        #expect(result.cause?.summary.contains("through SSH the same login works") == true)
        #expect(result.findings.first { $0.check == "password.tunnel" }?.verdict == .pass)
    }

    @Test func `a login that fails through SSH explains the one from outside`() throws {
        let host = try LabHost("d24-vmail").alsoThroughSSH.with { dialogue in
            guard dialogue.talk?.loginTried == true else { return }
            dialogue.talk?.loginProven = false
            dialogue.talk?.stage = .authenticated
            dialogue.talk?.ending = .closed
        }
        let result = host.judged()
        #expect(result.cause?.check == "password.tunnel" && !result.loginProven)
        #expect(result.findings.first { $0.check == "password.login" }?.blockedBy == "password.tunnel")
    }
}
