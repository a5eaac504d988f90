import Fleet

/// The sentences that say why a gate decided as it did.
struct Reasons {
    let tally: Tally
    let gate: Gate

    var failed: String {
        let open = tally.open > 0 ? ", \(tally.open) \(are(tally.open)) undecided" : ""
        return "\(tally.failing) of \(hosts) \(fail)\(open)\(limit)"
    }

    var undecided: String {
        guard tally.counted > 0 else { return "no host is in service, so nothing is decided" }
        guard tally.isAnythingJudged || tally.open > 0 else { return "every check was skipped, so nothing is decided" }
        let open = tally.counted - tally.decided
        let allowed = tally.failing > 0 ? ", \(tally.failing) \(fail), as allowed" : ""
        let asked = gate.minCoverage < 100 ? "; \(gate.minCoverage) % must be decided" : ""
        return "\(open) of \(hosts) \(are(open)) undecided\(allowed)\(asked)"
    }

    var passed: String {
        guard tally.counted > 0 else { return "no host is in service, and none is asked for" }
        let warnings = tally.warning > 0 ? ", \(tally.warning) with warnings" : ""
        if tally.passing == tally.counted {
            let all = tally.counted == 1 ? "the only \(hosts(1)) passes" : "all \(hosts) pass"
            return all + warnings
        }
        let failing = tally.failing > 0 ? ", \(tally.failing) \(fail)" : ""
        let open = tally.open > 0 ? ", \(tally.open) \(are(tally.open)) undecided" : ""
        return "\(tally.passing) of \(hosts) \(tally.passing == 1 ? "passes" : "pass")\(warnings)\(failing)\(open)"
            + ", as the gate allows"
    }

    func interrupted(_ totals: Totals, signal: Int) -> String {
        let sigterm = 15
        let word = signal == sigterm ? "terminated" : "interrupted"
        let known = tally.failing > 0 ? "\(tally.failing) \(fail)" : "none of them is known to fail"
        return "\(word) when \(totals.swept) of \(totals.hosts.counted("host")) had been swept; \(known)"
    }

    /// `40 hosts`, or `38 hosts in service` where some are left out.
    private var hosts: String { "\(tally.counted) \(hosts(tally.counted))" }

    private func hosts(_ count: Int) -> String {
        (count == 1 ? "host" : "hosts") + (tally.uncounted > 0 ? " in service" : "")
    }

    private var fail: String {
        let one = tally.failing == 1
        return gate.failOn == .warn ? (one ? "fails or warns" : "fail or warn") : (one ? "fails" : "fail")
    }

    private var limit: String {
        switch gate.maxFailing {
        case .hosts(0), .percent(0): ""
        case .hosts(let number): "; at most \(number) may"
        case .percent(let share): "; at most \(share) % may"
        }
    }

    private func are(_ count: Int) -> String { count == 1 ? "is" : "are" }
}
