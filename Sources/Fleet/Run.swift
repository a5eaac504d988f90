/// One sweep as reported.
package struct Run: Sendable, Equatable {
    /// `20261123T160102Z-4f1c`: start time and random digits.
    package var id: String
    /// Unix seconds.
    package var started: Int64
    package var seconds: Double
    package var catalogueVersion: String
    /// SHA-256, in hex.
    package var catalogueHash: String
    package var agentHash: String
    /// The checklist, then the operator's own columns.
    package var items: [Item]
    /// Every requested host once, in inventory order.
    package var hosts: [HostResult]
    /// The signal number: SIGINT is 2, SIGTERM 15.
    package var interruption: Int?
    /// Whether inventory hosts were left out.
    package var isPartial: Bool

    package init(
        id: String, started: Int64, seconds: Double, catalogueVersion: String = "1", catalogueHash: String,
        agentHash: String, items: [Item] = Item.allCases, hosts: [HostResult], interruption: Int? = nil,
        isPartial: Bool = false
    ) {
        self.id = id
        self.started = started
        self.seconds = seconds
        self.catalogueVersion = catalogueVersion
        self.catalogueHash = catalogueHash
        self.agentHash = agentHash
        self.items = items
        self.hosts = hosts
        self.interruption = interruption
        self.isPartial = isPartial
    }

    package var totals: Totals { Totals(hosts, of: items) }

    /// Most hosts first. Hosts share an entry only with equal remedies, which contain paths and names.
    package var causes: [SharedCause] {
        let rows = hosts.compactMap { result in result.cause.map { (cause: $0, result: result) } }
        let groups = Dictionary(grouping: rows) { SharedCause.Key($0.cause) }
        return groups.values
            .map { SharedCause(cause: $0[0].cause, of: $0.map(\.result)) }
            .sorted {
                ($1.hosts.count, $0.cause.check, $0.cause.signature, $0.cause.remedy.script) < (
                    $0.hosts.count, $1.cause.check, $1.cause.signature, $1.cause.remedy.script
                )
            }
    }

    /// A cause and the hosts that share it.
    package struct SharedCause: Sendable, Equatable {
        package struct Key: Hashable {
            private let check: String
            private let signature: String
            private let remedy: Remedy

            package init(_ cause: Cause) { (check, signature, remedy) = (cause.check, cause.signature, cause.remedy) }
        }

        package var cause: Cause
        package var hosts: [String]
        /// The earliest on these hosts, in Unix seconds.
        package var failingSince: Int64?
        package var waivers: [Accepted]

        package struct Accepted: Sendable, Equatable {
            package var waiver: Waiver
            package var hosts: [String]
        }

        fileprivate init(cause: Cause, of results: [HostResult]) {
            self.cause = cause
            hosts = results.map(\.host.name)
            let own = results.map { result in
                (host: result.host.name, finding: result.findings.first { cause.isMade(of: $0) })
            }
            failingSince = own.compactMap(\.finding?.failingSince).min()
            waivers = own.reduce(into: []) { waivers, own in
                guard let waiver = own.finding?.waiver else { return }
                if let place = waivers.firstIndex(where: { $0.waiver == waiver }) {
                    waivers[place].hosts.append(own.host)
                } else {
                    waivers.append(Accepted(waiver: waiver, hosts: [own.host]))
                }
            }
        }
    }
}

/// Counts of hosts by standing, and of verdicts by item.
package struct Totals: Sendable, Equatable {
    package let hosts: Int
    package let swept: Int
    package let passing: Int
    package let failing: Int
    package let undecided: Int
    package let loginsProven: Int
    package let items: [Item: [Verdict: Int]]
    /// Failing hosts with all failures waived.
    package let waived: Int
    package let waivedItems: [Item: Int]

    package init(_ results: [HostResult], of columns: [Item] = Item.allCases) {
        let standings = results.map(\.standing)
        hosts = results.count
        swept = results.count { $0.outcome == .swept }
        passing = standings.count { $0 == .passing }
        failing = standings.count { $0 == .failing }
        undecided = standings.count { $0 == .undecided }
        loginsProven = results.count(where: \.loginProven)
        items = results.reduce(into: Dictionary(columns.map { ($0, [:]) }, uniquingKeysWith: { $1 })) {
            items, result in
            for item in columns { items[item]?[result.verdict(of: item), default: 0] += 1 }
        }
        waived = results.count(where: \.isWaived)
        waivedItems = results.reduce(into: [:]) { waived, result in
            for item in columns where result.isWaived(item) { waived[item, default: 0] += 1 }
        }
    }
}
