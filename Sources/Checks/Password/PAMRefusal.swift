import Fleet

/// Why PAM refuses an account whose password may be right. Some modules log nothing.
struct PAMRefusal: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        /// It has no line in this database of getent(1): `passwd` or `shadow`.
        case missing(String)
        /// `usermod -L`; see passwd(1), -S.
        case locked
        case noPassword
        /// pam_nologin(8).
        case closed(file: String)
        /// Not in /etc/shells (pam_shells(8)).
        case shell(String)
        /// pam_faillock(8).
        case failures(Int)
    }

    let kind: Kind
    /// The name that PAM uses.
    let account: String

    init?(_ lines: [Substring], account: String) {
        let values = Dictionary(
            lines.compactMap { $0.cut(at: " ") }.filter { $0.0 != "module" }, uniquingKeysWith: { first, _ in first })
        let modules = lines.compactMap { $0.after("module ") }
        func uses(_ module: String) -> Bool {
            modules.contains { words(of: $0).dropFirst().first.map { $0 == module } ?? false }
        }
        let failures = values["failures"].flatMap { number($0, in: 0...1_000_000) } ?? 0
        // If the password is elsewhere, the local status says nothing.
        let status = values["elsewhere"] == nil ? values["status"] : nil
        if values["elsewhere"] == nil, let database = values["missing"], ["passwd", "shadow"].contains(database) {
            kind = .missing(String(database))
        } else if status == "L" || status == "LK" {
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

    /// `deny=` of pam_faillock(8), 3 by default.
    private static func limit(_ modules: [Substring]) -> Int {
        let options = modules.filter { $0.contains("pam_faillock") }.flatMap { words(of: $0) }
        return options.lazy.compactMap { $0.after("deny=") }.compactMap { number($0, in: 1...1_000_000) }.first ?? 3
    }

    var isOfPassword: Bool {
        switch kind {
        case .locked, .noPassword, .missing: true
        case .closed, .shell, .failures: false
        }
    }

    var why: String {
        switch kind {
        case .missing(let database): "it has no line in /etc/\(database)"
        case .locked: "its password is locked"
        case .noPassword: "it has no password"
        case .closed(let file): "\(file) blocks every login except root (pam_nologin)"
        case .shell(let shell): "its shell \(shell) is not in /etc/shells, as pam_shells requires"
        case .failures(let count): "pam_faillock has locked it after \(count) failures"
        }
    }

    var signature: String {
        switch kind {
        case .missing(let database): "no \(database)"
        case .locked: "locked"
        case .noPassword: "no password"
        case .closed: "nologin"
        case .shell: "shell"
        case .failures: "faillock"
        }
    }

    var remedy: Advice {
        switch kind {
        case .missing("shadow"):
            [
                .note("Restore its line of /etc/shadow from the old host, or set a new password, which writes one."),
                .run("pwck -r"), .run("passwd \(account)"),
            ]
        case .missing:
            [
                .note("Correct the name in dovesweep_probe_user, or create the account."),
                .run("getent passwd \(account)"),
            ]
        case .locked: [.note("If it was not locked on purpose, unlock the password."), .run("passwd -u \(account)")]
        case .noPassword: [.run("passwd \(account)")]
        case .closed(let file):
            [.note("Read the reason in the file. When the maintenance is over, remove it."), .run("cat \(file)")]
        case .shell(let shell):
            [
                .note(
                    """
                    Add \(setting: shell) to /etc/shells, or remove pam_shells from /etc/pam.d/dovecot: mail needs no shell.
                    """)
            ]
        case .failures:
            [
                .note("Find the source of the wrong passwords before you unlock it."),
                .run("faillock --user \(account)"),
                .run("faillock --user \(account) --reset"),
            ]
        }
    }
}
