internal import Fleet

/// The end of a report.
struct Closing {
    private let run: Run

    init(_ run: Run) {
        self.run = run
    }

    func lines(width: Int?) -> [Line] {
        let hint = hint.map { $0.wrapped(to: width) } ?? []
        return hint + totals.wrapped(to: width, indent: 2)
    }

    private var totals: Line { "\(run.totals.sentence)" }

    /// Only hosts that serve mailboxes have a login to prove.
    private var hint: Line? {
        let hosts = run.hosts.map(\.host).filter { $0.role != .lmtp }
        let lacking = hosts.count { $0.probe?.password == nil }
        guard lacking > 0 else { return nil }
        let have: Line = lacking == 1 ? "has" : "have"
        let subject: Line = lacking == hosts.count ? "No host has a" : "\(lacking.counted("host")) \(have) no"
        return """
            \(subject) probe account with a password, so no login is tried there: give --probe-user NAME and \
            --probe-password-file FILE, or dovesweep_probe_user and dovesweep_probe_password_file in the inventory.
            """
    }
}
