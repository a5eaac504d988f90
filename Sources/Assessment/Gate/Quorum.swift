internal import Fleet

extension Objections {
    /// Groups of the policy or of drained hosts with too few passing hosts.
    ///
    /// Hosts out of service or not selected count: a rolling change must not shrink its group.
    var quorums: [Objection] {
        let drained = tally.rows.map(\.result.host).filter { gate.draining.contains($0.name) }
        let touched = drained.flatMap { $0.groups.isEmpty ? ["all"] : $0.groups }
        return Set(gate.quorums.keys).union(touched).sorted().compactMap { objection(to: $0, drained: drained) }
    }

    private func objection(to group: String, drained: [Host]) -> Objection? {
        let members = tally.rows.filter { group == "all" || $0.result.host.groups.contains(group) }
        let unasked = gate.hostsOutsideRun[group] ?? []
        let size = members.count + unasked.count
        let quorum = gate.quorums[group] ?? gate.defaultQuorum
        guard !members.isEmpty else {
            return Objection(
                what: "the quorum of \(group) is not known: the run has no host of it", details: [],
                remedy: "sweep the whole group, or correct its name in the policy")
        }
        let passing = members.count { $0.isCounted && $0.standing == .passing }
        guard !quorum.isReached(by: passing, of: size) else { return nil }
        let leaving = drained.map(\.name).filter { name in members.contains { $0.result.host.name == name } }
        let without = leaving.isEmpty ? "" : " without \(leaving.joined(separator: ", "))"
        let lacking =
            members.filter { !leaving.contains($0.result.host.name) }.compactMap { row in
                row.whyNoHelp.map { (row.result.host.name, $0) }
            } + unasked.map { ($0, "not in this sweep") }
        return Objection(
            what:
                "\(group): \(passing) of \(size.counted("host")) \(passing == 1 ? "passes" : "pass")\(without), but \(words(quorum)) must",
            details: Self.gathered(lacking),
            remedy: lacking.isEmpty
                ? "take out fewer hosts at a time, or lower the quorum of \(group)"
                : !unasked.isEmpty
                    ? "sweep all hosts of \(group), so that enough of them can pass"
                    : "first fix those hosts of \(group), or put them into service")
    }

    private func words(_ quorum: Gate.Allowance) -> String {
        switch quorum {
        case .hosts(let number): "\(number)"
        case .percent(let share): "\(share) %"
        }
    }
}

extension GateRow {
    fileprivate var whyNoHelp: String? {
        if result.host.state != .inService { return result.host.state.rawValue }
        switch standing {
        case .passing: return nil
        case .failing: return "failing"
        case .undecided: return result.outcome == .swept ? "undecided" : "not swept"
        case .excused: return "failing, though waived or known"
        }
    }
}
