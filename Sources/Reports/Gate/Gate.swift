package import Fleet

extension Gate {
    /// The contract's exit status of a run and why, to be asked once, before any report is written.
    ///
    /// An interrupt outweighs everything, a failure outweighs what is not known. Hosts that are drained or in
    /// maintenance are not counted; where that leaves none, or every check of every host was skipped, nothing was
    /// decided, so that an empty sweep is never all green.
    package func decide(on run: Run) -> Decision {
        let tally = Tally(run.hosts, failOn: failOn)
        let reasons = Reasons(tally: tally, gate: self)
        if let signal = run.interruption {
            return Decision(.interrupted(signal: signal), reasons.interrupted(run.totals, signal: signal))
        }
        if !maxFailing.admits(tally.failing, of: tally.counted) { return Decision(.failed, reasons.failed) }
        if !isCovered(tally) { return Decision(.undecided, reasons.undecided) }
        return Decision(.passed, reasons.passed)
    }

    private func isCovered(_ tally: Tally) -> Bool {
        guard tally.counted > 0, tally.isAnythingJudged else { return minCoverage == 0 }
        return tally.decided * 100 >= minCoverage * tally.counted
    }
}
