import Fleet

/// The sentences that say why a gate decided as it did.
struct Reasons {
    let tally: Tally
    let gate: Gate

    var failed: String {
        let open = tally.open > 0 ? ", \(tally.open) \(are(tally.open)) undecided" : ""
        return "\(tally.failing) of \(hosts) \(fail)\(open)\(excused)\(limit)"
    }

    var undecided: String {
        guard tally.counted > 0 else { return "no host is in service, so nothing is decided" }
        guard !tally.isNothingAsked else { return "every check was skipped, so nothing is decided" }
        let open = tally.counted - tally.decided
        let isAllowed = gate.maxFailing.admits(tally.failing, of: tally.counted)
        let allowed = tally.failing > 0 && isAllowed ? ", \(tally.failing) \(fail), as allowed" : ""
        let asked = gate.minCoverage < 100 ? "; \(gate.minCoverage) % must be decided" : ""
        return "\(open) of \(hosts) \(are(open)) undecided\(excused)\(allowed)\(asked)"
    }

    var passed: String {
        guard tally.counted > 0 else { return "no host is in service, and none is asked for" }
        let warnings = tally.warning > 0 ? ", \(tally.warning) with warnings" : ""
        if tally.passing == tally.counted {
            let all = tally.counted == 1 ? "the only \(hosts(1)) passes" : "all \(hosts) pass"
            return all + warnings
        }
        if tally.passing + tally.excused == tally.counted {
            return "\(tally.passing) of \(hosts) \(tally.passing == 1 ? "passes" : "pass")\(warnings)\(excused)"
        }
        let failing = tally.failing > 0 ? ", \(tally.failing) \(fail)" : ""
        let open = tally.open > 0 ? ", \(tally.open) \(are(tally.open)) undecided" : ""
        return
            "\(tally.passing) of \(hosts) \(tally.passing == 1 ? "passes" : "pass")\(warnings)\(excused)\(failing)\(open)"
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
        let new = gate.failsOnNewOnly ? " anew" : ""
        return new.isEmpty && gate.failOn == .warn
            ? (one ? "fails or warns" : "fail or warn") : (one ? "fails" : "fail") + new
    }

    /// Hosts whose failures are not held against the run.
    private var excused: String {
        let known = tally.excused - tally.waived
        return (tally.waived > 0 ? ", \(tally.waived) \(tally.waived == 1 ? "fails" : "fail") as waived" : "")
            + (known > 0 ? ", \(known) \(known == 1 ? "fails" : "fail") as before" : "")
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
