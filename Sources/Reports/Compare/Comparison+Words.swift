import Fleet

extension Comparison {
    /// The answer in one sentence, without a full stop: first how the fleet stands.
    package var summary: String { "\(totalsInWords); \(answer)" }

    private var answer: String {
        let themes = Theme.allCases.compactMap { theme in
            theme == .stillWarning || changes(theme).isEmpty ? nil : theme.sentence(changes(theme))
        }
        let hosts = [(gone, "gone"), (appeared, "appeared")].compactMap { results, word in
            results.isEmpty ? nil : "\(results.count.counted("host")) \(word)"
        }
        let told = (themes + hosts).joined(separator: ", ")
        if isWorse { return "something got worse: \(told)" }
        if !told.isEmpty { return "nothing got worse: \(told)" }
        return totals.before == totals.after ? "nothing changed" : "nothing got worse"
    }

    /// `12 → 8 of 12 hosts pass, logins proven 12 → 9`.
    package var totalsInWords: String {
        let (then, now) = totals
        let both = before.isPartial || after.isPartial ? " in both runs" : ""
        let pass = now.hosts == 1 ? "passes" : "pass"
        let hosts =
            then.hosts == now.hosts
            ? "\(then.passing) → \(now.passing) of \(now.hosts.counted("host"))\(both) \(pass)"
            : "\(then.passing) of \(then.hosts) → \(now.passing) of \(now.hosts.counted("host")) \(pass)"
        return "\(hosts), logins proven \(then.loginsProven) → \(now.loginsProven)"
    }

    /// What a report tells under one title, in its order.
    enum Theme: String, CaseIterable {
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

        /// `4 checks newly fail on 3 hosts`.
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

    /// Those of a theme, without what another change explains.
    func changes(_ theme: Theme) -> [Change] { changes.filter { theme.holds($0) && !isExplained($0) } }

    /// Hosts of which only one run knows, and what that means.
    var unpaired: [(title: String, results: [HostResult], meaning: String)] {
        [
            ("gone", gone, "not in the later run; --map OLD=NEW if they moved"),
            ("appeared", appeared, "not in the earlier run"),
            ("not compared", askedBeforeAlone, "left out of the later run, which swept a part of the inventory"),
            ("not compared", askedAfterAlone, "left out of the earlier run, which swept a part of the inventory"),
        ].filter { !$0.1.isEmpty }
    }

    /// Whether a change is no more than what a failure of the same host blocks, and so told with that one.
    func isExplained(_ change: Change) -> Bool { explained.contains(change) }

    /// The hosts on which the same became of a check.
    struct ChangeGroup {
        /// Of each host, in the order of the run.
        let changes: [Change]

        /// The first, which speaks for all.
        var change: Change { changes[0] }
        var hosts: [String] { changes.map(\.host) }

        /// The hosts in few words, those that moved with their former names.
        var names: String {
            let moved = changes.compactMap { change in change.formerHost.map { "\(change.host) (was \($0))" } }
            let others = NodeSet(changes.filter { $0.formerHost == nil }.map(\.host)).patterns
            return (others + moved).joined(separator: ", ")
        }
    }

    /// What the changes of a group have in common. The remedy is of it: one host's must not be shown for another.
    private struct Key: Hashable {
        let check: String
        let signature: String
        let verdicts: [Verdict]
        let remedy: Remedy?
    }

    /// The changes of a theme by check, verdicts, signature and remedy; most hosts first.
    func groups(_ theme: Theme) -> [ChangeGroup] {
        let groups = changes(theme)
            .gathered { change in
                Key(
                    check: change.after.check, signature: change.told.signature,
                    verdicts: [change.before.verdict, change.after.verdict],
                    remedy: theme == .newlyFailing || theme == .newlyWarning ? change.after.remedy : nil)
            }
            .map { ChangeGroup(changes: $0.elements) }
        return groups.enumerated().sorted { ($1.element.hosts.count, $0.offset) < ($0.element.hosts.count, $1.offset) }
            .map(\.element)
    }

    /// The hosts whose same fact changed in the same way.
    struct FactGroup {
        let fact: String
        let before: String?
        let after: String?
        let hosts: [String]

        var name: String { factName(fact) }
        var words: String { "\(value(before)) → \(value(after))" }

        /// Of what is to be renamed nothing may be left.
        func value(_ value: String?) -> String { value ?? (fact == "renamedIn24" ? "none" : "not known") }
    }

    var factGroups: [FactGroup] {
        facts.gathered { [$0.fact, $0.before, $0.after] }.map { group in
            let first = group.elements[0]
            return FactGroup(
                fact: first.fact, before: first.before, after: first.after,
                hosts: group.elements.map(\.host).gathered { $0 }.map(\.key))
        }
    }
}

extension Comparison.Kind {
    var words: String { rawValue.replacing("-", with: " ") }
}

/// A fact's name for people.
func factName(_ fact: String) -> String {
    switch fact {
    case "dovecot": "Dovecot"
    case "os": "operating system"
    case "mail-location": "mail location"
    case "certificate-ends": "certificate ends"
    case "renamedIn24": "settings that 2.4 renames"
    default: fact
    }
}

extension Comparison.Change {
    /// The finding whose words say what it was or is about.
    var told: Finding { kind == .fixed ? before : after }
}
