import Fleet

/// What the counted hosts come to under a gate's threshold.
struct Tally {
    /// Hosts in service: the others are shown and not counted.
    let counted: Int
    let uncounted: Int
    let failing: Int
    /// Hosts of which everything is known, or one thing is known to fail.
    let decided: Int
    /// Whether any check had something to say of any of them: where all were skipped, nothing is known.
    let isAnythingJudged: Bool
    /// Hosts that neither fail under the threshold nor leave anything open.
    let passing: Int
    /// Those of the passing ones that need attention.
    let warning: Int

    init(_ results: [HostResult], failOn: Gate.Threshold) {
        let inService = results.filter { $0.host.state == .inService }
        let fails = { (result: HostResult) in
            result.standing == .failing || failOn == .warn && result.warns
        }
        let passes = inService.filter { !fails($0) && $0.standing == .passing }
        counted = inService.count
        uncounted = results.count - inService.count
        failing = inService.count(where: fails)
        decided = inService.count { $0.standing != .undecided }
        passing = passes.count
        isAnythingJudged = inService.contains(where: \.isJudged)
        warning = passes.count(where: \.warns)
    }

    /// Hosts that neither fail under the threshold nor pass.
    var open: Int { counted - failing - passing }
}
