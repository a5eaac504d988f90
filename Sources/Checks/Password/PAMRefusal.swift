import Fleet

/// Why PAM refuses an account though its password may be right.
///
/// To Dovecot each of these is a refused password. Some modules write nothing to any log either.
struct PAMRefusal: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        /// The password is locked, by `usermod -L` (passwd(1), -S).
        case locked
        /// The account has no password.
        case noPassword
        /// A file keeps out all but root (pam_nologin(8)).
        case closed(file: String)
        /// The account's shell is not in /etc/shells (pam_shells(8)).
        case shell(String)
        /// Too many failures (pam_faillock(8)).
        case failures(Int)
    }

    let kind: Kind
    /// As PAM knows it.
    let account: String

    init?(_ lines: [Substring], account: String) {
        let values = Dictionary(
            lines.compactMap { $0.cut(at: " ") }.filter { $0.0 != "module" }, uniquingKeysWith: { first, _ in first })
        let modules = lines.compactMap { $0.after("module ") }
        func uses(_ module: String) -> Bool {
            modules.contains { words(of: $0).dropFirst().first.map { $0 == module } ?? false }
        }
        let failures = values["failures"].flatMap { number($0, in: 0...1_000_000) } ?? 0
        // Of an account whose password is elsewhere, the host's own files say nothing.
        let status = values["elsewhere"] == nil ? values["status"] : nil
        if status == "L" || status == "LK" {
            kind = .locked
        } else if status == "NP" {
            kind = .noPassword
        } else if uses("pam_nologin"), let file = values["nologin"] {
            kind = .closed(file: String(file))
        } else if uses("pam_shells"), let shell = values["unlisted"] {
            kind = .shell(String(shell))
        } else if uses("pam_faillock"), failures >= Self.limit(modules) {
            kind = .failures(failures)
        } else {
            return nil
        }
        self.account = account
    }

    /// How many failures lock an account: `deny=`, which is 3 by default (pam_faillock(8)).
    private static func limit(_ modules: [Substring]) -> Int {
        let options = modules.filter { $0.contains("pam_faillock") }.flatMap { words(of: $0) }
        return options.lazy.compactMap { $0.after("deny=") }.compactMap { number($0, in: 1...1_000_000) }.first ?? 3
    }

    /// Whether it is about the stored password, and not about what a module asks beside it.
    var isOfPassword: Bool { kind == .locked || kind == .noPassword }

    var why: String {
        switch kind {
        case .locked: "its password is locked"
        case .noPassword: "it has no password"
        case .closed(let file): "\(file) keeps everybody but root out (pam_nologin)"
        case .shell(let shell): "its shell \(shell) is not in /etc/shells, as pam_shells wants"
        case .failures(let count): "pam_faillock has locked it after \(count) failures"
        }
    }

    var signature: String {
        switch kind {
        case .locked: "locked"
        case .noPassword: "no password"
        case .closed: "nologin"
        case .shell: "shell"
        case .failures: "faillock"
        }
    }

    var remedy: Advice {
        switch kind {
        case .locked: [.note("If nobody meant it, unlock the password."), .run("passwd -u \(account)")]
        case .noPassword: [.run("passwd \(account)")]
        case .closed(let file):
            [.note("Read why it is there. When the maintenance is over, remove it."), .run("cat \(file)")]
        case .shell(let shell):
            [
                .note(
                    """
                    Add \(setting: shell) to /etc/shells, or take pam_shells out of /etc/pam.d/dovecot: mail needs no shell.
                    """)
            ]
        case .failures:
            [
                .note("See who guesses its password before you unlock it."), .run("faillock --user \(account)"),
                .run("faillock --user \(account) --reset"),
            ]
        }
    }
}
