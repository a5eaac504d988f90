import Fleet
import Testing

@testable import Sweep

/// Passwords of SSH and sudo: who may try them, and when they are sent.
@Suite struct `Access by password` {
    private static let names = (0..<8).map { "mx\($0)" }

    private func sweep(_ play: Play, secrets: AccessSecrets, of names: [String] = names) -> TestSweep {
        var sweep = TestSweep(Dictionary(uniqueKeysWithValues: names.map { ($0, play) }))
        sweep.secrets = Dictionary(uniqueKeysWithValues: names.map { ($0, secrets) })
        return sweep
    }

    private func sudoers(_ names: [String] = names) -> [Host] {
        names.map { name in
            var host = Host(name: name)
            (host.user, host.become) = ("deploy", Host.Become())
            return host
        }
    }

    private let word = Secret(Array("hunter2hunter2".utf8))

    @Test func `a login password that three hosts refuse is not tried on the rest`() async {
        let play = Play(approach: [.login(accepts: false)])
        let sweep = sweep(play, secrets: AccessSecrets(login: word))
        let records = await sweep.run(Self.names)
        #expect(records.allSatisfy { $0.ending.outcome == .sshAuth })
        #expect(records.count { $0.ending.reason == "refused" } == 3)
        #expect(records.count { $0.ending.reason == "not tried" } == 5)
        #expect(Self.names.compactMap(sweep.transport.told).count { !$0.isEmpty } == 3)
    }

    @Test func `a login password that is accepted once goes to all`() async {
        let play = Play(approach: [.login(accepts: true)], shell: Play.agent().shell)
        let sweep = sweep(play, secrets: AccessSecrets(login: word))
        let records = await sweep.run(Self.names)
        #expect(records.allSatisfy { $0.ending.outcome == .swept })
        #expect(Self.names.compactMap(sweep.transport.told).allSatisfy { $0 == "hunter2hunter2\n" })
    }

    @Test func `other passwords, and other accounts, have budgets of their own`() async {
        let play = Play(approach: [.login(accepts: false)])
        var sweep = sweep(play, secrets: AccessSecrets(login: word))
        sweep.secrets["mx6"] = AccessSecrets(login: Secret(Array("another".utf8)))
        var hosts = Self.names.map { Host(name: $0) }
        hosts[7].user = "somebody else"
        let records = await sweep.run(hosts: hosts)
        #expect(records.suffix(2).allSatisfy { $0.ending.reason == "refused" })
        #expect(records.count { $0.ending.reason == "refused" } == 5)
    }

    @Test func `sudo is answered when it asks, and the script waits until it is past`() async {
        let play = Play(shell: [.complain("We trust you.\n"), .sudoAsks, .sudoIsPast] + Play.agent().shell)
        let sweep = sweep(play, secrets: AccessSecrets(become: word))
        let records = await sweep.run(hosts: sudoers())
        #expect(records.allSatisfy { $0.ending.outcome == .swept })
        #expect(Self.names.compactMap(sweep.transport.told).allSatisfy { $0 == "hunter2hunter2\n" })
    }

    @Test func `a sudo that does not ask gets no password`() async {
        let play = Play(shell: [.say("motd\n"), .sudoIsPast] + Play.agent().shell)
        let sweep = sweep(play, secrets: AccessSecrets(become: word))
        let records = await sweep.run(hosts: sudoers())
        #expect(records.allSatisfy { $0.ending.outcome == .swept })
        #expect(Self.names.compactMap(sweep.transport.told).allSatisfy { $0.isEmpty })
    }

    @Test func `sudo that asks again has refused, is answered once, and three such hosts are enough`() async {
        let play = Play(shell: [.sudoAsks, .complain("Sorry, try again.\n"), .sudoAsks, .sudoIsPast])
        let sweep = sweep(play, secrets: AccessSecrets(become: word))
        let records = await sweep.run(hosts: sudoers())
        #expect(records.allSatisfy { $0.ending.outcome == .sudo })
        #expect(records.count { $0.ending.reason?.hasPrefix("sudo refused the password of deploy") == true } == 3)
        #expect(records.count { $0.ending.reason?.hasPrefix("not tried: ") == true } == 5)
        #expect(Self.names.compactMap(sweep.transport.told).count { $0 == "hunter2hunter2\n" } == 3)
    }

    @Test func `one who gave the right password and may not use sudo is told from one who gave a wrong one`() async {
        let play = Play(shell: [.sudoAsks, .complain("deploy is not in the sudoers file.\n"), .end(1)])
        let sweep = sweep(play, secrets: AccessSecrets(become: word))
        let records = await sweep.run(hosts: sudoers())
        #expect(records.allSatisfy { $0.ending.outcome == .sudo })
        #expect(records.allSatisfy { $0.ending.reason?.contains("deploy is not in the sudoers file.") == true })
    }

    @Test func `an end after the answer is a refusal, and no question is quoted`() async {
        let play = Play(shell: [.sudoAsks, .complain("sudo: 1 incorrect password attempt\n"), .end(1)])
        let record = await sweep(play, secrets: AccessSecrets(become: word)).run(hosts: sudoers(["mx0"]))[0]
        #expect(record.ending.outcome == .sudo)
        #expect(record.ending.reason?.hasPrefix("sudo refused the password of deploy") == true)
    }

    @Test func `doas gets no password, and says why`() async {
        var host = sudoers(["mx0"])[0]
        host.become = Host.Become(method: .doas)
        let play = Play(shell: [.complain("doas: Authentication required\n"), .end(1)])
        let sweep = sweep(play, secrets: AccessSecrets(become: word))
        let record = await sweep.run(hosts: [host])[0]
        #expect(record.ending.outcome == .sudo)
        #expect(record.ending.reason?.contains("only from a terminal, so it was not given") == true)
        #expect(sweep.transport.told("mx0") == "")
    }

    @Test func `a host that prints the passwords of SSH and sudo gets them masked in what is kept`() async {
        let play = Play(
            approach: [.login(accepts: true)],
            shell: [.sudoIsPast] + Play.agent(Play.frame("logs", "hunter2hunter2 and sesame22")).shell)
        let secrets = AccessSecrets(login: word, become: Secret(Array("sesame22".utf8)))
        let record = await sweep(play, secrets: secrets).run(hosts: sudoers(["mx0"]))[0]
        #expect(record.evidence.map { String(decoding: $0.output, as: UTF8.self) } == ["[redacted] and [redacted]"])
    }
}
