internal import Fleet

/// The sentences that explain a decision.
struct Reasons {
    let tally: Tally
    let gate: Gate

    var failed: String {
        let open = tally.open > 0 ? ", \(tally.open) \(are(tally.open)) undecided" : ""
        return "\(tally.failing) of \(hosts) \(fail)\(warningsAlone)\(open)\(excused)\(limit)\(countsWarnings)"
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
        guard tally.counted > 0 else { return "no host is in service, and the gate asks for none" }
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
            "\(tally.passing) of \(hosts) "
            + "\(tally.passing == 1 ? "passes" : "pass")\(warnings)\(excused)\(failing)\(open)"
            + ", as the gate allows"
    }

    func interrupted(signal: Int) -> String {
        let sigterm = 15
        let word = signal == sigterm ? "terminated" : "interrupted"
        let left = tally.counted - tally.swept
        let done = tally.failing - tally.failingUnswept
        let were = tally.swept == 1 || tally.counted == 1 ? "was" : "were"
        let swept = "\(word): \(tally.swept) of \(hosts) \(were) swept completely"
        let fails = done == 0 ? "" : ", \(done) of them \(verb(done))"
        return left == 0 ? swept + fails : "\(swept)\(fails); \(known(of: left))"
    }

    /// Of the hosts that were not swept completely.
    private func known(of left: Int) -> String {
        let failing = tally.failingUnswept
        if left == 1 {
            return "\(tally.swept == 0 ? "it" : "the other one") is \(failing == 1 ? "" : "not ")known to \(infinitive)"
        }
        let count = failing == 0 ? "none" : "\(failing)"
        let others = tally.swept == 0 ? "them" : "the other \(left)"
        return "\(count) of \(others) \(are(max(1, failing))) known to \(infinitive)"
    }

    /// `40 hosts`, or `38 hosts in service` if some do not count.
    private var hosts: String { "\(tally.counted) \(hosts(tally.counted))" }

    private func hosts(_ count: Int) -> String {
        (count == 1 ? "host" : "hosts") + (tally.uncounted > 0 ? " in service" : "")
    }

    private var fail: String { verb(tally.failing) }

    private func verb(_ count: Int) -> String {
        guard count == 1 else { return infinitive }
        let word = tally.failingByWarnings == 0 ? "fails" : isByWarningsAlone ? "warns" : "fails or warns"
        return newly + word
    }

    private var infinitive: String {
        if tally.failing == 0 { return newly + (gate.failOn == .warn ? "fail or warn" : "fail") }
        return newly + (tally.failingByWarnings == 0 ? "fail" : isByWarningsAlone ? "warn" : "fail or warn")
    }

    private var newly: String { gate.failsOnNewOnly ? "newly " : "" }

    private var isByWarningsAlone: Bool { tally.failingByWarnings == tally.failing }

    /// `fail or warn (1 fails, 2 warn)`.
    private var warningsAlone: String {
        let (warn, fail) = (tally.failingByWarnings, tally.failing - tally.failingByWarnings)
        guard warn > 0, fail > 0 else { return "" }
        return " (\(fail) \(fail == 1 ? "fails" : "fail"), \(warn) \(warn == 1 ? "warns" : "warn"))"
    }

    private var countsWarnings: String {
        tally.failingByWarnings > 0 ? "; the gate counts warnings as failures" : ""
    }

    private var excused: String {
        let known = tally.excused - tally.waived
        return
            (tally.waived > 0
            ? ", \(tally.waived) \(tally.waived == 1 ? "fails" : "fail") but \(tally.waived == 1 ? "is" : "are") waived"
            : "")
            + (known > 0 ? ", \(known) \(known == 1 ? "fails" : "fail") as before" : "")
    }

    private var limit: String {
        switch gate.maxFailing {
        case .hosts(0), .percent(0): ""
        case .hosts(let number): "; at most \(number) may fail"
        case .percent(let share): "; at most \(share) % may fail"
        }
    }

    private func are(_ count: Int) -> String { count == 1 ? "is" : "are" }
}
