import Fleet

/// The hosts whose rows could not be filled, by what became of them.
struct NotSwept {
    private let groups: [(outcome: Outcome, reason: String, hosts: [HostResult])]

    init(_ run: Run) {
        let lost = run.hosts.filter { $0.outcome != .swept }
        groups = Outcome.allCases.flatMap { outcome in
            let hosts = lost.filter { $0.outcome == outcome }
            var seen: Set<String> = []
            return hosts.map { $0.reason ?? "" }.filter { seen.insert($0).inserted }.map { reason in
                (outcome, reason, hosts.filter { ($0.reason ?? "") == reason })
            }
        }
    }

    func lines(width: Int?) -> [Line] {
        guard !groups.isEmpty else { return [] }
        let count = groups.reduce(0) { $0 + $1.hosts.count }
        let margin = 4 + (groups.map { $0.outcome.rawValue.count }.max() ?? 0)
        let head: Line = "\(Verdict.unknown.label)  not swept: \(count.counted("host"))"
        return [head]
            + groups.flatMap { group in
                let outcome = Line("\(group.outcome.rawValue)").painted(.open)
                let names = group.hosts.map { ("\($0.host.name)" as Line).painted(.strong) + $0.host.state.mark }
                let first = Line("  \(outcome)").padded(to: margin) + names.joined(", ")
                let reason = Line.spaces(margin) + "\(group.reason)"
                return first.wrapped(to: width, indent: margin)
                    + (group.reason.isEmpty ? [] : reason.wrapped(to: width, indent: margin))
            }
    }
}
