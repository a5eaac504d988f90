import Fleet
import Testing

@testable import Sweep

@Suite(.timeLimit(.minutes(10))) struct `A permit to log in` {
    private func permit(_ results: LoginBudget.Result...) async -> LoginPermit {
        let permit = LoginPermit(LoginBudget(maxRefusals: 9, patience: .seconds(3600)), credential: "probe")
        _ = await permit.begin()
        for result in results { permit.finish(result) }
        return permit
    }

    @Test func `holds what was reported first`() async {
        #expect(await !permit(.refused, .undetermined).mayTryAgain)
        #expect(await !permit(.refused, .accepted).mayTryAgain)
        #expect(await permit(.accepted, .refused).mayTryAgain)
        #expect(await permit(.undetermined).mayTryAgain)
        #expect(await !permit(.refused).mayTryAgain)
    }

    @Test func `is used up where the host would log the password, whenever that is known`() async {
        #expect(await !permit(.accepted, .withheld).mayTryAgain)
        let unused = LoginPermit(LoginBudget(maxRefusals: 9, patience: .seconds(3600)), credential: "probe")
        #expect(unused.mayTryAgain)
        unused.finish(.withheld)
        #expect(!unused.mayTryAgain)
    }

    @Test func `is of one account and one source of its password`() async {
        let budget = LoginBudget(maxRefusals: 1, patience: .seconds(3600))
        let sources: [ProbeAccount.PasswordSource?] = [.file("a"), .file("b"), .command("a"), .environment("a"), nil]
        for source in sources {
            let permit = LoginPermit(budget, account: ProbeAccount(user: "joe", password: source))
            #expect(await permit.begin())
            permit.finish(.refused)
            let again = LoginPermit(budget, account: ProbeAccount(user: "joe", password: source))
            #expect(await !again.begin())
        }
    }

    @Test(arguments: [("root", false), ("vmail", true)]) func `to use sudo names the account, unless it is root`(
        user: String, isNamed: Bool
    ) {
        var host = Host(name: "mx1")
        host.become = .init(method: .sudo, user: user)
        let secret = GuardedSecret(
            secret: Secret([1]),
            permit: LoginPermit(LoginBudget(maxRefusals: 1, patience: .seconds(1)), credential: "sudo"))
        let prompt = SudoPrompt(host: host, password: secret, clock: PhaseClock(PhaseClock.Limits()), nonce: "n0")
        #expect(prompt.command.contains(" -u \(user) /bin/sh ") == isNamed)
    }

    @Test(arguments: [(44, 44, true), (45, 45, false), (46, 45, false)])
    func `is cut short where the rest of the budget is less than the total`(left: Int, total: Int, isCutShort: Bool) {
        var limits = PhaseClock.Limits()
        limits.end(within: .seconds(left))
        #expect(limits.total == .seconds(total) && limits.isCutShort == isCutShort)
    }

    @Test(arguments: [(5, "within 5 s"), (60, "within 10 s")])
    func `that ran out of time tells the limit that ended it`(total: Int, words: String) {
        var limits = PhaseClock.Limits()
        limits.total = .seconds(total)
        let clock = PhaseClock(limits)
        clock.enter(.connecting)
        #expect(clock.failure().reason.contains(words))
    }
}
