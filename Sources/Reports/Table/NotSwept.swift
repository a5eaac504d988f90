import Fleet

/// The hosts that were not swept, by outcome.
struct NotSwept {
    let groups: [Group]

    struct Group {
        let outcome: Outcome
        /// Hostile text; may be empty.
        let reason: String
        let hosts: [HostResult]
    }

    init(_ run: Run) {
        groups = run.hosts.filter { $0.outcome != .swept }
            .gathered { [$0.outcome.rawValue, $0.reason ?? ""] }
            .map { Group(outcome: $0.elements[0].outcome, reason: $0.key[1], hosts: $0.elements) }
            .gathered(by: \.outcome)
            .sorted { Self.place(of: $0.key) < Self.place(of: $1.key) }
            .flatMap(\.elements)
    }

    /// Nearer to this machine comes first.
    private static func place(of outcome: Outcome) -> Int { Outcome.allCases.firstIndex(of: outcome) ?? 0 }

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

extension Host {
    /// Empty if the name says it: ` (192.0.2.7 port 2222)`.
    var place: String {
        let port = port == 22 ? "" : "port \(port.number)"
        let words = [address == name ? "" : address, port].filter { !$0.isEmpty }.joined(separator: " ")
        return words.isEmpty ? "" : " (\(words))"
    }
}

extension HostResult {
    /// `refused: mx1 (192.0.2.7): the host refuses connections`.
    var whyNotSwept: String { "\(outcome.rawValue)\(host.place)\(reason.map { ": \($0)" } ?? "")" }
}
