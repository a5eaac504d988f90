import Fleet

/// What the hosts come to under a gate's policy.
struct Tally {
    let rows: [GateRow]
    /// Hosts in service: the others are shown and not counted.
    let counted: Int
    let uncounted: Int
    let failing: Int
    /// Hosts of which everything is known, or one thing is known to fail.
    let decided: Int
    /// Hosts that would fail, but for waivers and what is known already.
    let excused: Int
    /// Of those, the ones that every failure of is waived.
    let waived: Int
    /// Whether they were all swept, and no check had anything to say of any of them.
    let isNothingAsked: Bool
    /// Hosts that neither fail under the policy nor leave anything open.
    let passing: Int
    /// Those of the passing ones that need attention.
    let warning: Int

    init(_ results: [HostResult], gate: Gate, known: KnownFailures) {
        rows = results.map { GateRow($0, gate: gate, known: known) }
        let inService = rows.filter(\.isCounted)
        counted = inService.count
        uncounted = rows.count - inService.count
        failing = inService.count { $0.standing == .failing }
        decided = inService.count(where: \.isDecided)
        let excused = inService.filter { $0.standing == .excused }
        self.excused = excused.count
        waived = excused.count { $0.excused.allSatisfy { $0.waiver != nil } }
        let passes = inService.filter { $0.standing == .passing }
        passing = passes.count
        isNothingAsked = inService.allSatisfy(\.isUnasked)
        warning = passes.count(where: \.warns)
    }

    /// Hosts that neither fail, pass nor are excused.
    var open: Int { counted - failing - passing - excused }
}
