import Fleet
import Testing

@testable import Reach
@testable import SSH
@testable import Sweep

/// Each result of a password over SSH counts in the login budget of the fleet.
@Suite struct `A password that needs a permit` {
    private static func guarded(_ budget: LoginBudget) -> GuardedSecret {
        GuardedSecret(secret: Secret(Array("word".utf8)), permit: LoginPermit(budget, credential: "c"))
    }

    @Test(arguments: [(SSHPassword.Verdict.refused, false), (.accepted, true)])
    func `is not tried again after a refusal`(verdict: SSHPassword.Verdict, isTriedAgain: Bool) async {
        let budget = LoginBudget(maxRefusals: 1, patience: .seconds(60))
        let password = SSHPassword(Self.guarded(budget))
        #expect(await password.bytes() == Array("word".utf8))
        #expect(await password.mayBeTried())
        password.report(verdict)
        #expect(await SSHPassword(Self.guarded(budget)).mayBeTried() == isTriedAgain)
    }
}
