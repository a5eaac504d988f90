package import Fleet

extension Gate {
    /// The contract's exit status of a run and why, to be asked once, before any report is written.
    ///
    /// An interrupt outweighs everything, a failure outweighs what is not known. Hosts that are drained or in
    /// maintenance are not counted; where that leaves none, nothing was decided, so that an empty sweep is never all
    /// green, nor is a host that no check applied to. `known` are the failures of the run to compare against.
    package func decide(on run: Run, knowing known: KnownFailures = KnownFailures()) -> Decision {
        let objections = objections(on: run, known)
        if let signal = run.interruption {
            let reason = objections.reasons.interrupted(run.totals, signal: signal)
            return Decision(.interrupted(signal: signal), reason)
        }
        let all = objections.all
        let failures = all.filter(\.isFailure)
        if !failures.isEmpty { return Decision(.failed, failures.map(\.what).joined(separator: "; ")) }
        if let first = all.first { return Decision(.undecided, first.what) }
        return Decision(.passed, objections.reasons.passed)
    }

    /// What keeps it from saying go; none is go, unless the run was interrupted.
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
