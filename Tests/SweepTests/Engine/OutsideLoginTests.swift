import Fleet
import Testing

@testable import Sweep

@Suite struct `Login from outside` {
    private static func sweep(_ answer: String?, _ service: ScriptedDialer.Service) async -> (HostRecord, [String]) {
        let asked = answer.map { Play.agent(Play.ready, Play.frame("password", $0)) }
        let sweep = TestSweep(["a": asked ?? .agent(Play.frame("version", "2.4.1"))], outside: ["a": service])
        let records = await sweep.runWithPassword(["a"])
        return (records[0], sweep.dialer.commands(to: "a"))
    }

    @Test func `a password that was accepted inside is tried outside, and proven by NAMESPACE`() async throws {
        let (record, commands) = await Self.sweep("accepted", .imap())
        let talk = try #require(record.dialogues.first?.talk)
        #expect(talk.loginProven)
        #expect(
            commands.map { String($0.prefix { $0 != " " }) } == ["CAPABILITY", "AUTHENTICATE", "NAMESPACE", "LOGOUT"])
    }

    @Test func `a password that was refused inside is not tried again`() async throws {
        let (record, commands) = await Self.sweep("refused", .imap())
        #expect(record.dialogues.first?.talk?.loginTried == false)
        #expect(commands == ["CAPABILITY", "LOGOUT"])
    }

    @Test func `a host that would log the password does not get it from outside either`() async throws {
        let play = Play.agent(Play.frame("password", "withheld"))
        let sweep = TestSweep(["a": play], outside: ["a": .imap()])
        let record = await sweep.runWithPassword(["a"])[0]
        #expect(record.dialogues.first?.talk?.loginTried == false)
        #expect(sweep.dialer.commands(to: "a") == ["CAPABILITY", "LOGOUT"])
    }

    @Test func `a server whose certificate is not trusted does not get the password`() async throws {
        let (record, commands) = await Self.sweep("accepted", .imap(certificate: [66]))
        let talk = try #require(record.dialogues.first?.talk)
        #expect(talk.ending == .withheld)
        #expect(talk.notices.last?.hasPrefix("withheld: no password is sent to a server with this certificate") == true)
        #expect(commands == ["CAPABILITY", "LOGOUT"])
    }

    @Test func `what happens outside is looked at where the inside failed, the login too`() async throws {
        let plays = ["a": Play(approach: [.fail(HostFailure(.refused, "nothing listens"))])]
        let sweep = TestSweep(plays, outside: ["a": .imap()])
        let record = await sweep.runWithPassword(["a"])[0]
        #expect(record.ending.outcome == .refused)
        #expect(record.dialogues.first?.talk?.loginProven == true)
    }

    @Test func `all services are visited, two at a time`() async throws {
        var sweep = TestSweep(["a": .agent()], outside: [:])
        sweep.dialer = ScriptedDialer(["a": .imap()], pauses: 20)
        var host = Host(name: "a")
        host.services = MailService.allCases
        let record = await sweep.run(hosts: [host])[0]
        #expect(Set(record.dialogues.map(\.service)) == Set(MailService.allCases))
        #expect(sweep.dialer.mostAtATime == 2)
    }

    @Test func `a refusal from outside counts for the other hosts`() async {
        let names = (0..<5).map { "mx\($0)" }
        let failure = Play(approach: [.fail(HostFailure(.refused, "nothing listens"))])
        var sweep = TestSweep(
            Dictionary(uniqueKeysWithValues: names.map { ($0, failure) }),
            outside: Dictionary(uniqueKeysWithValues: names.map { ($0, .imap(accepts: false)) }))
        sweep.options.crowd = HostPool(width: 1)
        let records = await sweep.runWithPassword(names)
        #expect(records.map { $0.dialogues[0].talk?.loginTried } == [true, true, true, false, false])
        #expect(records[4].dialogues[0].talk?.notices == ["withheld: other hosts have refused the password"])
    }

    @Test func `a service that connects and falls silent is timed out`() async {
        var sweep = TestSweep(outside: ["a": .silent])
        sweep.options.outsideLimits.connecting = .milliseconds(20)
        let record = await sweep.run(["a"])[0]
        #expect(record.ending.outcome == .swept)
        #expect(record.dialogues.map(\.reach) == [.timedOut])
    }

    @Test func `the password is in nothing that is kept`() async {
        let echo = "passdb: \(TestSweep.password) is wrong"
        let (record, _) = await Self.sweep(echo, .imap())
        #expect(record.evidence.map { String(decoding: $0.output, as: UTF8.self) } == ["passdb: [redacted] is wrong"])
        #expect(!"\(record)".contains(TestSweep.password))
    }
}
