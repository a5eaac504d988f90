package import Fleet

extension Gate {
    /// Decides the exit status; to be called once, before any report is written.
    ///
    /// An interrupt outranks a failure, which outranks an unknown. Drained hosts and hosts in maintenance do not count.
    /// If no host counts or no check applied, the run is undecided, unless `minCoverage` is 0. `known`: failures of the
    /// run compared against.
    package func decide(on run: Run, knowing known: KnownFailures = KnownFailures()) -> Decision {
        let objections = objections(on: run, known)
        if let signal = run.interruption {
            let reason = objections.reasons.interrupted(signal: signal)
            return Decision(.interrupted(signal: signal), reason)
        }
        let all = objections.all
        let failures = all.filter(\.isFailure)
        if !failures.isEmpty { return Decision(.failed, failures.map(\.what).joined(separator: "; ")) }
        if let first = all.first { return Decision(.undecided, first.what) }
        return Decision(.passed, objections.reasons.passed)
    }

    /// What keeps the gate from passing, except an interrupt.
    package func objections(to run: Run, knowing known: KnownFailures = KnownFailures()) -> [Objection] {
        objections(on: run, known).all
    }

    private func objections(on run: Run, _ known: KnownFailures) -> Objections {
        let tally = Tally(run.hosts, gate: self, known: known)
        return Objections(tally: tally, gate: self, reasons: Reasons(tally: tally, gate: self))
    }

    func isCovered(_ tally: Tally) -> Bool {
        guard tally.counted > 0 else { return minCoverage == 0 }
        return tally.decided * 100 >= minCoverage * tally.counted
    }
}
