package import Fleet

/// The changes between two runs, by host, check and signature, never by wording.
package struct Comparison: Sendable {
    package let before: Run
    package let after: Run
    /// In the order of the later run.
    package let changes: [Change]
    /// Hosts of the later run only, if the earlier one was not partial; `gone` is the reverse.
    package let appeared: [HostResult]
    package let gone: [HostResult]
    /// Hosts that were swept in the earlier run, and not in the later one, which tried them.
    package let lost: [HostResult]
    /// Hosts of the earlier run only, if the later one was partial; then the reverse.
    package let askedBeforeAlone: [HostResult]
    package let askedAfterAlone: [HostResult]
    /// Of all hosts, or of the hosts in both runs if one is partial.
    package let totals: (before: Tally, after: Tally)
    package let facts: [FactChange]
    /// Checks that only one run asked, and on how many hosts.
    package let notComparable: [Unasked]
    /// Failures of the earlier run whose checks the later run did not ask on that host.
    package let failuresNotChecked: Int
    package let explained: Explained
    package var exitCodes = ExitCodes.dovesweep

    package struct Change: Sendable, Equatable {
        package let kind: Kind
        /// In the later run.
        package let host: String
        /// In the earlier run, if it differs; merged hosts are separated by commas.
        package let formerHost: String?
        package let before: Finding
        package let after: Finding
    }

    package enum Kind: String, Sendable, CaseIterable {
        /// A failure or warning that is new or has another signature.
        case new
        case fixed
        case stillFailing = "still-failing"
        /// Known before, unknown or blocked now.
        case newlyUnknown = "newly-unknown"
    }

    package struct FactChange: Sendable, Equatable {
        package let host: String
        package let fact: String
        /// nil if not known.
        package let before: String?
        package let after: String?
    }

    package struct Unasked: Sendable, Equatable {
        package let check: String
        /// By the earlier run, and not by the later one.
        package let wasAsked: Bool
        /// Sorted names.
        package let hosts: [String]
    }

    package struct Tally: Sendable, Equatable {
        package let hosts: Int
        package let passing: Int
        package let loginsProven: Int
        /// Whether the run tried to log in anywhere.
        package let triedLogins: Bool

        fileprivate init(_ results: [HostResult]) {
            hosts = results.count
            passing = results.count { $0.standing == .passing }
            loginsProven = results.count(where: \.loginProven)
            triedLogins = results.contains { result in
                result.loginProven
                    || result.findings.contains { $0.check == "password.login" && $0.verdict != .skipped }
            }
        }
    }

    /// `formerNames`: the earlier names by the name in the later run.
    package init(_ before: Run, _ after: Run, formerNames: [String: [String]] = [:]) {
        self.before = before
        self.after = after
        let past = Dictionary(before.hosts.map { ($0.host.name, $0) }, uniquingKeysWith: { $1 })
        let moved = Set(formerNames.values.joined())
        let former = { (name: String) -> [String] in
            guard let names = formerNames[name] else { return [name] }
            // Others were merged into a host that was there before.
            return past[name] != nil && !moved.contains(name) ? names + [name] : names
        }
        let pairs = after.hosts.map { now in
            former(now.host.name).compactMap { past[$0] }.map { PairedHost(before: $0, after: now) }
        }
        let found = Set(pairs.joined().map(\.before.host.name))
        lost = zip(after.hosts, pairs).filter { now, then in
            now.outcome != .swept && then.contains { $0.before.outcome == .swept }
        }.map(\.0)
        changes = pairs.flatMap { PairedHost.changes(of: $0) }
        explained = Explained(changes)
        // A fact that only one catalogue reads has not changed.
        let isSame = before.catalogueHash == after.catalogueHash
        facts = pairs.joined().flatMap(\.facts).filter { isSame || $0.before != nil && $0.after != nil }
        failuresNotChecked = pairs.joined().map(\.failuresNotChecked).reduce(0, +)
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

    package var hasSameCatalogue: Bool { before.catalogueHash == after.catalogueHash }

    /// Hosts whose probe account had a mailbox, and has none.
    package var lostMailboxes: [FactChange] {
        facts.filter { $0.fact == "mailbox" && $0.before == "exists" && $0.after == "does not exist" }
    }

    /// Hosts whose probe account has fewer messages.
    package var lostMail: [FactChange] {
        facts.filter { change in
            guard change.fact == "inbox-messages", let before = change.before, let after = change.after,
                let had = number(before, in: 0...Int(Int32.max)), let has = number(after, in: 0...Int(Int32.max))
            else { return false }
            return has < had
        }
    }

    /// A new failure, lost mail, a verdict no longer known, a host gone, or a new host that does not pass. Warnings do not count.
    package var isWorse: Bool {
        !lostMail.isEmpty || !lostMailboxes.isEmpty
            || changes.contains { $0.kind == .newlyUnknown || $0.kind == .new && $0.after.verdict == .fail }
            || !gone.isEmpty || !lost.isEmpty
            || appeared.contains { $0.standing != .passing }
    }

    package func changes(_ kind: Kind) -> [Change] { changes.filter { $0.kind == kind } }

    /// The exit status: by default 1 if something got worse.
    package var status: Int {
        switch exitCodes {
        case .dovesweep: isWorse ? 1 : 0
        case .nagios: NagiosState(self).rawValue
        }
    }

    private static func gathered(_ unasked: [PairedHost.Unasked]) -> [Unasked] {
        Dictionary(grouping: unasked) { [$0.check, $0.wasAsked ? "before" : "after"] }.values.map { all in
            Unasked(check: all[0].check, wasAsked: all[0].wasAsked, hosts: all.map(\.host).sorted())
        }.sorted { ($0.check, $0.wasAsked ? 0 : 1) < ($1.check, $1.wasAsked ? 0 : 1) }
    }
}
