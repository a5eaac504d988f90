internal import Fleet
internal import Synchronization

/// One host's way into the login budget: it begins once, and is reported once, whatever becomes of the host.
final class LoginPermit: Sendable {
    private enum State { case unused, inHand, done(LoginBudget.Result), denied }

    private let budget: LoginBudget
    private let credential: String
    private let state = Mutex(State.unused)

    init(_ budget: LoginBudget, account: ProbeAccount) {
        self.budget = budget
        credential = "\(account.user) \(account.password.map(String.init(describing:)) ?? "")"
    }

    /// Asks for leave to send the password.
    func begin() async -> Bool {
        let isGranted = await budget.begin(credential)
        state.withLock { $0 = isGranted ? .inHand : .denied }
        return isGranted
    }

    /// Reports what became of it; later reports of the same try change nothing.
    func finish(_ result: LoginBudget.Result) {
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
