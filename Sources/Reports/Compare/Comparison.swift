package import Fleet

/// What changed between two runs, by host, check and signature: never by wording.
package struct Comparison: Sendable {
    package let before: Run
    package let after: Run
    /// A change of a check on a host, in the order of the later run's hosts and of their checks.
    package let changes: [Change]
    /// Hosts that one run has alone, though the other was of a whole inventory.
    package let appeared: [HostResult]
    package let gone: [HostResult]
    /// Hosts that one run has alone, as the other was of a part of its inventory.
    package let askedBeforeAlone: [HostResult]
    package let askedAfterAlone: [HostResult]
    /// What both runs have to say of the fleet.
    package let totals: (before: Tally, after: Tally)
    /// Facts of a host that are not what they were.
    package let facts: [FactChange]
    /// Checks that one run alone asked, where its catalogue or its options differ, and on how many hosts.
    package let notComparable: [Unasked]
    /// Which of the changes are told with another one.
    let explained: Explained
    /// In whose numbers the exit status is told.
    package var exitCodes = Report.ExitCodes.dovesweep

    /// What became of one check on one host.
    package struct Change: Sendable, Equatable {
        package let kind: Kind
        /// The host in the later run, and what it was called before where that is another name.
        package let host: String
        /// Several, where hosts were merged, with commas between them.
        package let formerHost: String?
        package let before: Finding
        package let after: Finding
    }

    package enum Kind: String, Sendable, CaseIterable {
        /// It fails or warns, and did not so before.
        case new
        case fixed
        case stillFailing = "still-failing"
        /// It was known, and is not any more.
        case newlyUnknown = "newly-unknown"
    }

    package struct FactChange: Sendable, Equatable {
        package let host: String
        package let fact: String
        /// nil where it was, or is, not known.
        package let before: String?
        package let after: String?
    }

    package struct Unasked: Sendable, Equatable {
        package let check: String
        /// Whether the earlier run asked it, and not the later one.
        package let wasAsked: Bool
        package let hosts: Int
    }

    /// How many hosts there are, and how they stand.
    package struct Tally: Sendable, Equatable {
        package let hosts: Int
        package let passing: Int
        package let loginsProven: Int

        fileprivate init(_ results: [HostResult]) {
            hosts = results.count
            passing = results.count { $0.standing == .passing }
            loginsProven = results.count(where: \.loginProven)
        }
    }

    /// Compares; `formerNames` gives the earlier run's names of hosts that moved, by their new ones.
    package init(_ before: Run, _ after: Run, formerNames: [String: [String]] = [:]) {
        self.before = before
        self.after = after
        let past = Dictionary(before.hosts.map { ($0.host.name, $0) }, uniquingKeysWith: { $1 })
        let former = { (name: String) in formerNames[name] ?? [name] }
        let pairs = after.hosts.map { now in
            former(now.host.name).compactMap { past[$0] }.map { PairedHost(before: $0, after: now) }
        }
        let found = Set(pairs.joined().map(\.before.host.name))
        changes = pairs.flatMap { PairedHost.changes(of: $0) }
        explained = Explained(changes)
        // What one catalogue alone brings home has not changed.
        let isSame = before.catalogueHash == after.catalogueHash
        facts = pairs.joined().flatMap(\.facts).filter { isSame || $0.before != nil && $0.after != nil }
        notComparable = Self.gathered(pairs.joined().flatMap(\.unasked))
        let new = zip(after.hosts, pairs).filter(\.1.isEmpty).map(\.0)
        let missing = before.hosts.filter { !found.contains($0.host.name) }
        (appeared, askedAfterAlone) = before.isPartial ? ([], new) : (new, [])
        (gone, askedBeforeAlone) = after.isPartial ? ([], missing) : (missing, [])
        let isWhole = !before.isPartial && !after.isPartial
        totals = (
            Tally(isWhole ? before.hosts : before.hosts.filter { found.contains($0.host.name) }),
            Tally(isWhole ? after.hosts : zip(after.hosts, pairs).filter { !$0.1.isEmpty }.map(\.0))
        )
    }

    /// Whether the runs were judged by the same catalogue.
    package var hasSameCatalogue: Bool { before.catalogueHash == after.catalogueHash }

    /// Whether anything got worse: a failure that is new, something that is known no more, a host that is gone, or one that
    /// appeared and does not pass. Warnings are told, and no reason to stop.
    package var isWorse: Bool {
        changes.contains { $0.kind == .newlyUnknown || $0.kind == .new && $0.after.verdict == .fail } || !gone.isEmpty
            || appeared.contains { $0.standing != .passing }
    }

    package func changes(_ kind: Kind) -> [Change] { changes.filter { $0.kind == kind } }

    /// What the program ends with; by the contract 0 nothing got worse, 1 something did.
    package var status: Int {
        switch exitCodes {
        case .dovesweep: isWorse ? 1 : 0
        case .nagios: NagiosState(self).rawValue
        }
    }

    private static func gathered(_ unasked: [PairedHost.Unasked]) -> [Unasked] {
        Dictionary(grouping: unasked, by: \.self).map { key, all in
            Unasked(check: key.check, wasAsked: key.wasAsked, hosts: all.count)
        }.sorted { ($0.check, $0.wasAsked ? 0 : 1) < ($1.check, $1.wasAsked ? 0 : 1) }
    }
}
