internal import Assessment
internal import Fleet

extension NotSwept {
    func lines(width: Int?) -> [Line] {
        guard !groups.isEmpty else { return [] }
        let count = groups.reduce(0) { $0 + $1.hosts.count }
        let margin = 4 + (groups.map { $0.outcome.rawValue.count }.max() ?? 0)
        let head: Line = "\(Verdict.unknown.label)  not swept: \(count.counted("host"))"
        return [head]
            + groups.flatMap { group in
                let outcome = Line("\(group.outcome.rawValue)").painted(.open)
                let names = group.hosts.map {
                    ("\($0.host.name)" as Line).painted(.strong) + "\($0.host.place)" + $0.host.state.mark
                }
                let first = Line("  \(outcome)").padded(to: margin) + names.joined(", ")
                let reason = Line.spaces(margin) + "\(group.reason)"
                return first.wrapped(to: width, indent: margin)
                    + (group.reason.isEmpty ? [] : reason.wrapped(to: width, indent: margin))
            }
    }
}
