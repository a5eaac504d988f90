internal import Fleet

struct Tally {
    let rows: [GateRow]
    /// Hosts in service.
    let counted: Int
    let uncounted: Int
    /// Hosts in service that were swept completely.
    let swept: Int
    let failing: Int
    /// Failing hosts that have only warnings.
    let failingByWarnings: Int
    /// Failing hosts that were not swept completely.
    let failingUnswept: Int
    /// See `GateRow.isDecided`.
    let decided: Int
    let excused: Int
    /// Excused hosts whose failures are all waived.
    let waived: Int
    /// All hosts were swept, and no check applied.
    let isNothingAsked: Bool
    let passing: Int
    /// Passing hosts with warnings.
    let warning: Int

    init(_ results: [HostResult], gate: Gate, known: KnownFailures) {
        rows = results.map { GateRow($0, gate: gate, known: known) }
        let inService = rows.filter(\.isCounted)
        counted = inService.count
        uncounted = rows.count - inService.count
        swept = inService.count { $0.result.outcome == .swept }
        let failing = inService.filter { $0.standing == .failing }
        self.failing = failing.count
        failingByWarnings = failing.count { $0.failures.allSatisfy { $0.verdict == .warn } }
        failingUnswept = failing.count { $0.result.outcome != .swept }
        decided = inService.count(where: \.isDecided)
        let excused = inService.filter { $0.standing == .excused }
        self.excused = excused.count
        waived = excused.count { $0.excused.allSatisfy { $0.waiver != nil } }
        let passes = inService.filter { $0.standing == .passing }
        passing = passes.count
        isNothingAsked = inService.allSatisfy(\.isUnasked)
        warning = passes.count(where: \.warns)
    }

    /// Undecided hosts.
    var open: Int { counted - failing - passing - excused }
}
