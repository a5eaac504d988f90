import Fleet
import Testing

@testable import Sweep

@Suite struct `Login through the tunnel` {
    private static let imaps = LocalListener(Listener(.imaps), address: "127.0.0.2", isDovecots: true)
    private static let pop3s = LocalListener(Listener(.pop3s), address: "127.0.0.2", isDovecots: true)
    private static let accepted = Play.agent(Play.ready, Play.frame("password", "accepted"))

    private static func sweep(
        _ play: Play = accepted, through service: ScriptedDialer.Service, outside: ScriptedDialer.Service? = nil,
        _ locals: [LocalListener] = [imaps]
    ) -> TestSweep {
        var sweep = TestSweep(["a": play], outside: outside.map { ["a": $0] }, tunnel: ["a": service])
        sweep.locals = locals
        return sweep
    }

    @Test func `a login that is proven from outside is not tried again`() async {
        let sweep = Self.sweep(through: .imap(), outside: .imap())
        let record = await sweep.runWithPassword(["a"])[0]
        #expect(record.dialogues.map(\.vantage) == [.outside])
        #expect(record.dialogues.allSatisfy { $0.talk?.loginProven == true })
    }

    @Test func `what outside leaves open is tried through the tunnel`() async {
        for outside in [ScriptedDialer.Service.refused, .imap(certificate: [66])] {
            let sweep = Self.sweep(through: .imap(), outside: outside)
            let record = await sweep.runWithPassword(["a"])[0]
            #expect(record.dialogues.map(\.vantage) == [.outside, .tunnel])
            #expect(record.dialogues.map(\.address) == ["a", "127.0.0.2"])
            #expect(record.dialogues.map { $0.talk?.loginProven == true } == [false, true])
        }
    }

    @Test func `nobody looks through a host where that was not asked for`() async {
        var sweep = Self.sweep(through: .imap(), outside: .imap())
        sweep.options.looksThrough = false
        #expect(await sweep.runWithPassword(["a"])[0].dialogues.map(\.vantage) == [.outside])
    }

    @Test func `where nobody looks from outside the tunnel proves the login`() async {
        let record = await Self.sweep(through: .imap()).runWithPassword(["a"])[0]
        #expect(record.dialogues.map { $0.talk?.loginProven } == [true])
    }

    @Test func `a refusal from outside keeps the password from the tunnel`() async {
        let sweep = Self.sweep(through: .imap(), outside: .imap(accepts: false))
        let record = await sweep.runWithPassword(["a"])[0]
        #expect(record.dialogues.map { $0.talk?.loginTried } == [true, false])
        #expect(sweep.transport.tunnel.commands(to: "a") == ["CAPABILITY", "LOGOUT"])
    }

    @Test func `what was refused inside, or would be logged, is not tried through the tunnel`() async {
        for answer in ["refused", "withheld"] {
            let play = Play.agent(Play.ready, Play.frame("password", answer))
            let record = await Self.sweep(play, through: .imap()).runWithPassword(["a"])[0]
            #expect(record.dialogues.map { $0.talk?.loginTried } == [false], "\(answer)")
        }
    }

    @Test func `Dovecot on the host itself needs no certificate, and who may be anybody does`() async {
        let stranger = LocalListener(Listener(.imaps), address: "127.0.0.2", isDovecots: false)
        for (local, isTried) in [(Self.imaps, true), (stranger, false)] {
            let sweep = Self.sweep(through: .imap(certificate: [66]), [local])
            let record = await sweep.runWithPassword(["a"])[0]
            #expect(record.dialogues.map { $0.talk?.loginTried } == [isTried])
        }
    }

    @Test func `a password is tried on one listener, and never by POP3`() async {
        let sweep = Self.sweep(through: .imap(), [Self.pop3s, Self.imaps, Self.imaps])
        let record = await sweep.runWithPassword(["a"])[0]
        #expect(record.dialogues.map { $0.talk?.loginTried } == [false, true, false])
    }

    @Test func `a host that lets nobody through is asked once, and looked at from outside`() async {
        let sweep = Self.sweep(through: .forbidden, outside: .imap(certificate: [66]), [Self.imaps, Self.imaps])
        let record = await sweep.runWithPassword(["a"])[0]
        #expect(sweep.transport.tunnel.dials(to: "a") == 1)
        #expect(record.dialogues.map(\.reach) == [.connected, .notTried("forbidden")])
    }

    @Test func `a tunnel that hangs costs its own time alone, and the host is swept`() async {
        var sweep = Self.sweep(through: .silent, outside: .refused, [Self.imaps, Self.imaps])
        sweep.options.limits.tunnelling = .milliseconds(20)
        let record = await sweep.runWithPassword(["a"])[0]
        #expect(record.ending.outcome == .swept)
        #expect(record.dialogues.map(\.reach) == [.refused, .timedOut])
    }

    /// Who was not given the time to answer has not fallen silent.
    @Test func `what the end of the host's time cut off was not looked at`() async {
        var sweep = Self.sweep(through: .silent, outside: .ungreeting, [Self.imaps])
        sweep.options.budget = .milliseconds(400)
        sweep.options.closing = .milliseconds(50)
        let record = await sweep.runWithPassword(["a"])[0]
        #expect(!record.dialogues.isEmpty)
        for dialogue in record.dialogues {
            #expect(dialogue.reach != .timedOut && dialogue.talk?.ending != .timedOut, "\(dialogue)")
        }
    }

    /// Without that the look inside would be out of time, and with it the host.
    @Test(.timeLimit(.minutes(10)))
    func `a tunnel that hangs leaves the agent the time to read the log`() async {
        var sweep = Self.sweep(through: .silent, outside: .refused, [Self.imaps, Self.imaps])
        sweep.options.budget = .seconds(7200)
        sweep.options.closing = .seconds(5400) - .milliseconds(100)
        sweep.options.limits.tunnelling = .seconds(3600)
        let record = await sweep.runWithPassword(["a"])[0]
        #expect(record.ending.outcome == .swept)
    }

    /// Without that it would be waited for as long as here: an hour.
    @Test(.timeLimit(.minutes(10)))
    func `what never answered the agent is not waited for through the tunnel as if it were news`() async {
        let silence = "\n@N begin password 65536 -\n\n@N end password timeout -\n"
        let play = Play(shell: [.say(Play.hello), .say(silence), .say(Play.bye)])
        var sweep = Self.sweep(play, through: .ungreeting)
        sweep.options.budget = .seconds(7200)
        sweep.options.limits.total = .seconds(5400)
        sweep.options.limits.tunnelling = .seconds(3600)
        sweep.options.repeatedSilence = .milliseconds(20)
        let record = await sweep.runWithPassword(["a"])[0]
        #expect(record.dialogues.map { $0.talk?.ending } == [.timedOut])
    }

    /// Without that it would be waited for as long as here: an hour.
    @Test(.timeLimit(.minutes(10)))
    func `what never greeted from outside is not waited for through the tunnel as if it were news`() async {
        var sweep = Self.sweep(through: .ungreeting, outside: .ungreeting)
        sweep.options.budget = .seconds(7200)
        sweep.options.outsideLimits.total = .milliseconds(20)
        sweep.options.limits.total = .seconds(5400)
        sweep.options.limits.tunnelling = .seconds(3600)
        sweep.options.repeatedSilence = .milliseconds(20)
        let record = await sweep.runWithPassword(["a"])[0]
        #expect(record.dialogues.map { $0.talk?.ending } == [.timedOut, .timedOut])
        #expect(record.dialogues.last?.tls?.version == "TLSv1.3")
    }

    /// The agent asks what to do, and is told once its attempts have been made.
    @Test(arguments: [(ScriptedDialer.Service.imap(), "leave\n"), (.refused, "close\n")])
    func `the log is read where an attempt came to nothing`(outside: ScriptedDialer.Service, word: String) async {
        let play = Play.agent(Play.ready, Play.frame("password", "accepted"), Play.waiting)
        let sweep = Self.sweep(play, through: .refused, outside: outside)
        _ = await sweep.runWithPassword(["a"])
        #expect(sweep.transport.told("a") == "go\n\(TestSweep.password)\n\(word)")
    }

    /// A host that asks without end is answered once.
    @Test func `the attempts are made once`() async {
        let play = Play.agent(Play.waiting, Play.waiting, Play.waiting)
        let sweep = Self.sweep(play, through: .refused)
        _ = await sweep.runWithPassword(["a"])
        #expect(sweep.transport.told("a") == "close\n" && sweep.transport.tunnel.dials(to: "a") == 1)
    }

    @Test func `a host whose agent was lost is not dialled through`() async {
        let lost = Play(shell: [.say(Play.hello), .fail(HostFailure(.disconnected, "reset by peer"))])
        let sweep = Self.sweep(lost, through: .imap())
        let record = await sweep.runWithPassword(["a"])[0]
        #expect(record.dialogues.isEmpty && sweep.transport.tunnel.dials(to: "a") == 0)
    }

    /// Opening makes one that is not there.
    @Test func `the mailbox is opened only where that is asked for, and it is there`() async {
        for (isAsked, isThere) in [(false, true), (true, true), (true, false)] {
            let opens = isAsked && isThere
            var sweep = Self.sweep(through: .imap())
            sweep.options.opensMailbox = isAsked
            sweep.hasMailbox = isThere
            _ = await sweep.runWithPassword(["a"])
            let commands = sweep.transport.tunnel.commands(to: "a").map { String($0.prefix { $0 != " " }) }
            #expect(
                commands == ["CAPABILITY", "AUTHENTICATE", "NAMESPACE"] + (opens ? ["LIST", "EXAMINE"] : []) + [
                    "LOGOUT"
                ])
        }
    }
}
