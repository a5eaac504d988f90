internal import Fleet
internal import Synchronization

/// One host's attempt within the login budget, begun and finished once.
package final class LoginPermit: Sendable {
    private enum State { case unused, inHand, done(LoginBudget.Result), denied }

    private let budget: LoginBudget
    private let credential: String
    private let state = Mutex(State.unused)

    /// The same credential name shares a budget.
    init(_ budget: LoginBudget, credential: String) {
        self.budget = budget
        self.credential = credential
    }

    convenience init(_ budget: LoginBudget, account: ProbeAccount) {
        let source =
            switch account.password {
            case .file(let path): "file \(path)"
            case .command(let command): "command \(command)"
            case .environment(let name): "environment \(name)"
            case nil: ""
            }
        self.init(budget, credential: "probe \(account.user) \(source)")
    }

    package func begin() async -> Bool {
        let isGranted = await budget.begin(credential)
        state.withLock { $0 = isGranted ? .inHand : .denied }
        return isGranted
    }

    /// Reports the result. Later calls have no effect.
    package func finish(_ result: LoginBudget.Result) {
        let wasInHand = state.withLock { state in
            let wasInHand = if case .inHand = state { true } else { false }
            if wasInHand || result == .withheld { state = .done(result) }
            return wasInHand
        }
        if wasInHand { budget.finish(credential, result) }
    }

    /// False after a refusal or denial, and where the host would log the password.
    var mayTryAgain: Bool {
        state.withLock { state in
            switch state {
            case .unused, .done(.accepted), .done(.undetermined): true
            case .inHand, .done(.refused), .done(.withheld), .denied: false
            }
        }
    }
}
