internal import Fleet
internal import Synchronization

/// One host's way into the login budget: it begins once, and is reported once, whatever becomes of the host.
package final class LoginPermit: Sendable {
    private enum State { case unused, inHand, done(LoginBudget.Result), denied }

    private let budget: LoginBudget
    private let credential: String
    private let state = Mutex(State.unused)

    /// Hosts whose credential has the same name share what is known of it.
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

    /// Asks for leave to send the password.
    package func begin() async -> Bool {
        let isGranted = await budget.begin(credential)
        state.withLock { $0 = isGranted ? .inHand : .denied }
        return isGranted
    }

    /// Reports what became of it; later reports of the same try change nothing.
    package func finish(_ result: LoginBudget.Result) {
        let wasInHand = state.withLock { state in
            let wasInHand = if case .inHand = state { true } else { false }
            if wasInHand || result == .withheld { state = .done(result) }
            return wasInHand
        }
        if wasInHand { budget.finish(credential, result) }
    }

    /// Whether another vantage may still try: not after a refusal, not on a host that would log the password, and not
    /// where leave was denied.
    var mayTryAgain: Bool {
        state.withLock { state in
            switch state {
            case .unused, .done(.accepted), .done(.undetermined): true
            case .inHand, .done(.refused), .done(.withheld), .denied: false
            }
        }
    }
}
