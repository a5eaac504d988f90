package import Fleet

extension Comparison {
    /// One sentence without a full stop.
    package var summary: String { "\(totalsInWords); \(answer)" }

    private var answer: String {
        let themes = Theme.allCases.compactMap { theme in
            theme == .stillWarning || changes(theme).isEmpty ? nil : theme.sentence(changes(theme))
        }
        let hosts = [(lost, "not swept"), (gone, "gone"), (appeared, "appeared")].compactMap { results, word in
            results.isEmpty ? nil : "\(results.count.counted("host")) \(word)"
        }
        let unchecked =
            failuresNotChecked == 0 ? [] : ["\(failuresNotChecked.counted("earlier failure")) not checked again"]
        let (fewer, none) = (lostMail.count { $0.after != "0" }, lostMail.count { $0.after == "0" })
        let emptied =
            (lostMailboxes.isEmpty ? [] : ["the mailbox of \(lostMailboxes.count.counted("host")) is gone"])
            + (none == 0 ? [] : ["the INBOX of \(none.counted("host")) is empty now"])
            + (fewer == 0 ? [] : ["the INBOX of \(fewer.counted("host")) has fewer messages"])
        let told = (emptied + themes + hosts + unchecked).joined(separator: ", ")
        if isWorse { return "something got worse: \(told)" }
        let limits = notComparable.isEmpty ? "" : " in what both runs checked"
        if !told.isEmpty { return "nothing got worse\(limits): \(told)" }
        return (totals.before == totals.after ? "nothing changed" : "nothing got worse") + limits
    }

    package var totalsInWords: String {
        let (then, now) = totals
        let both = before.isPartial || after.isPartial ? "of the hosts of both runs, " : ""
        let pass = now.hosts == 1 ? "passes" : "pass"
        let hosts =
            then.hosts == now.hosts
            ? "\(then.passing) → \(now.passing) of \(now.hosts.counted("host")) \(pass)"
            : "\(then.passing) of \(then.hosts) → \(now.passing) of \(now.hosts.counted("host")) \(pass)"
        return "\(both)\(hosts), \(loginsInWords)"
    }

    /// `logins proven 12 → 9`; a run that tried none has lost none.
    private var loginsInWords: String {
        let isEither = totals.before.triedLogins || totals.after.triedLogins
        let words = [totals.before, totals.after].map { tally in
            isEither && !tally.triedLogins ? "none tried" : "\(tally.loginsProven)"
        }
        return "logins proven \(words.joined(separator: " → "))"
    }

    /// The headings of a report, in order.
    package enum Theme: String, CaseIterable {
        case newlyFailing = "newly failing"
        case newlyUnknown = "newly unknown"
        case newlyWarning = "newly warning"
        case fixed
        case stillFailing = "still failing"
        case stillWarning = "still warning"

        fileprivate func holds(_ change: Change) -> Bool {
            switch self {
            case .newlyFailing: change.kind == .new && change.after.verdict == .fail
            case .newlyWarning: change.kind == .new && change.after.verdict != .fail
            case .newlyUnknown: change.kind == .newlyUnknown
            case .fixed: change.kind == .fixed
            case .stillFailing: change.kind == .stillFailing && change.after.verdict == .fail
            case .stillWarning: change.kind == .stillFailing && change.after.verdict != .fail
            }
        }

        fileprivate func sentence(_ changes: [Change]) -> String {
            let hosts = Set(changes.map(\.host)).count.counted("host")
            let (checks, isOne) = (changes.count.counted("check"), changes.count == 1)
            return switch self {
            case .newlyFailing: "\(checks) newly \(isOne ? "fails" : "fail") on \(hosts)"
            case .newlyUnknown: "\(checks) \(isOne ? "is" : "are") no longer known on \(hosts)"
            case .newlyWarning: changes.count.counted("new warning")
            case .fixed: "\(checks) fixed on \(hosts)"
            case .stillFailing: "\(checks) still \(isOne ? "fails" : "fail") on \(hosts)"
            case .stillWarning: "\(checks) still \(isOne ? "warns" : "warn") on \(hosts)"
            }
        }
    }

    /// Without changes that another one explains, and without what is not known of lost hosts.
    package func changes(_ theme: Theme) -> [Change] {
        let lost = theme == .newlyUnknown ? Set(lost.map(\.host.name)) : []
        return changes.filter { theme.holds($0) && !isExplained($0) && !lost.contains($0.host) }
    }

    package struct Unpaired {
        package let title: String
        package let hosts: [(name: String, state: String)]
        package let meaning: String
    }

    /// Hosts that only one run has or could sweep, and why.
    package var unpaired: [Unpaired] {
        let lost = lost.map { (name: $0.host.name, state: $0.outcome.rawValue) }
        let others = [
            ("gone", gone, "not in the later run (new names: --map OLD=NEW)"),
            ("appeared", appeared, "not in the earlier run"),
            ("not compared", askedBeforeAlone, "not in the later run, which swept only a part of the inventory"),
            ("not compared", askedAfterAlone, "not in the earlier run, which swept only a part of the inventory"),
        ].map { title, results, meaning in
            Unpaired(
                title: title, hosts: results.map { ($0.host.name, $0.standing.rawValue) }, meaning: meaning)
        }
        let notSwept = Unpaired(
            title: "not swept", hosts: lost, meaning: "swept in the earlier run, and not in the later one")
        return ([notSwept] + others).filter { !$0.hosts.isEmpty }
    }

    package func isExplained(_ change: Change) -> Bool { explained.contains(change) }

    package struct ChangeGroup {
        /// One per host, in run order.
        package let changes: [Change]

        package var change: Change { changes[0] }
        package var hosts: [String] { changes.map(\.host) }
    }

    /// Only equal remedies share a group: a remedy may name its host.
    private struct Key: Hashable {
        let check: String
        let signatures: [String?]
        let verdicts: [Verdict]
        let remedy: Remedy?
    }

    /// By check, verdicts, signature and remedy; most hosts first.
    package func groups(_ theme: Theme) -> [ChangeGroup] {
        let groups = changes(theme)
            .gathered { change in
                Key(
                    check: change.after.check, signatures: [change.told.signature, change.warningLeft?.signature],
                    verdicts: [change.before.verdict, change.after.verdict],
                    remedy: theme == .newlyFailing || theme == .newlyWarning ? change.after.remedy : nil)
            }
            .map { ChangeGroup(changes: $0.elements) }
        return groups.enumerated().sorted { ($1.element.hosts.count, $0.offset) < ($0.element.hosts.count, $1.offset) }
            .map(\.element)
    }

    package struct FactGroup {
        package let fact: String
        package let before: String?
        package let after: String?
        package let hosts: [String]

        package var name: String { factName(fact) }
        package var words: String { "\(value(before)) → \(value(after))" }

        /// Without `renamedIn24` no setting is left to rename.
        package func value(_ value: String?) -> String { value ?? (fact == "renamedIn24" ? "none" : "not known") }
    }

    package var factGroups: [FactGroup] {
        facts.gathered { [$0.fact, $0.before, $0.after] }.map { group in
            let first = group.elements[0]
            return FactGroup(
                fact: first.fact, before: first.before, after: first.after,
                hosts: group.elements.map(\.host).gathered { $0 }.map(\.key))
        }
    }
}

extension Comparison.Kind {
    package var words: String { rawValue.replacing("-", with: " ") }
}

package func factName(_ fact: String) -> String {
    switch fact {
    case "dovecot": "Dovecot"
    case "os": "operating system"
    case "mail-location": "mail location"
    case "certificate-ends": "certificate ends"
    case "inbox-messages": "messages in the INBOX"
    case "renamedIn24": "settings that 2.4 renames"
    default: fact
    }
}

extension Comparison.Change {
    /// The finding that the report quotes.
    package var told: Finding { kind == .fixed ? before : after }

    /// The warning that a fixed failure leaves.
    package var warningLeft: Finding? { kind == .fixed && after.verdict == .warn ? after : nil }
}
