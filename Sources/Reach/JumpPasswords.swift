internal import Fleet
internal import SSH
internal import Synchronization

/// The passwords of jump hosts, typed when needed and kept for the sweep.
///
/// A host's own password is never tried on a jump host, which is another machine.
final class JumpPasswords: Sendable {
    private let prompter: any Prompter
    private let known = Mutex<[String: Secret]>([:])

    init(from prompter: any Prompter) {
        self.prompter = prompter
    }

    /// One login, with the accepted password or else a typed one.
    func attempt(at destination: SSHDestination) -> Attempt {
        let account = "\(destination.user)@\(destination.host)"
        return Attempt(known.withLock { $0[account] }) { [prompter] in
            prompter.password(of: account)
        } keep: { secret in
            self.known.withLock { $0[account] = secret }
        }
    }

    final class Attempt: Sendable {
        private let secret: Mutex<Secret?>
        private let refused = Atomic(false)
        private let ask: @Sendable () -> [UInt8]?
        private let keep: @Sendable (Secret?) -> Void

        fileprivate init(
            _ secret: Secret?, ask: @escaping @Sendable () -> [UInt8]?, keep: @escaping @Sendable (Secret?) -> Void
        ) {
            self.secret = Mutex(secret)
            (self.ask, self.keep) = (ask, keep)
        }

        var wasRefused: Bool { refused.load(ordering: .relaxed) }

        var password: SSHPassword {
            SSHPassword(askingBy: { self.obtain() }, report: { self.note($0) })
        }

        private func obtain() -> [UInt8]? {
            if let known = secret.withLock({ $0 }) { return known.bytes }
            let typed = ask()
            secret.withLock { $0 = typed.map { Secret($0) } }
            return typed
        }

        private func note(_ verdict: SSHPassword.Verdict) {
            if verdict == .refused { refused.store(true, ordering: .relaxed) }
            keep(verdict == .accepted ? secret.withLock { $0 } : nil)
        }
    }
}
