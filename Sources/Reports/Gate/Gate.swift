package import Fleet

/// The policy that turns a run into an exit status: how much may fail, and how much must be known.
package struct Gate: Sendable, Equatable {
    /// From which verdict on a host counts as failing.
    package var failOn: Threshold
    /// How many of the counted hosts may fail.
    package var maxFailing: Allowance
    /// Percent of the counted hosts that must be decided, 0 to 100.
    package var minCoverage: Int

    package init(failOn: Threshold = .fail, maxFailing: Allowance = .hosts(0), minCoverage: Int = 100) {
        self.failOn = failOn
        self.maxFailing = maxFailing
        self.minCoverage = minCoverage
    }

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

    /// The mildest verdict that counts as a failure.
    package enum Threshold: String, Sendable, CaseIterable { case warn, fail }
}
