package import Fleet

/// The hosts that were not swept, by outcome.
package struct NotSwept {
    package let groups: [Group]

    package struct Group {
        package let outcome: Outcome
        /// Hostile text; may be empty.
        package let reason: String
        package let hosts: [HostResult]
    }

    package init(_ run: Run) {
        groups = run.hosts.filter { $0.outcome != .swept }
            .gathered { [$0.outcome.rawValue, $0.reason ?? ""] }
            .map { Group(outcome: $0.elements[0].outcome, reason: $0.key[1], hosts: $0.elements) }
            .gathered(by: \.outcome)
            .sorted { Self.place(of: $0.key) < Self.place(of: $1.key) }
            .flatMap(\.elements)
    }

    /// Nearer to this machine comes first.
    private static func place(of outcome: Outcome) -> Int { Outcome.allCases.firstIndex(of: outcome) ?? 0 }
}

extension Host {
    /// Empty if the name says it: ` (192.0.2.7 port 2222)`.
    package var place: String {
        let port = port == 22 ? "" : "port \(port.number)"
        let words = [address == name ? "" : address, port].filter { !$0.isEmpty }.joined(separator: " ")
        return words.isEmpty ? "" : " (\(words))"
    }
}

extension HostResult {
    /// `refused: mx1 (192.0.2.7): the host refuses connections`.
    package var whyNotSwept: String { "\(outcome.rawValue)\(host.place)\(reason.map { ": \($0)" } ?? "")" }
}
