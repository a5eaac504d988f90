import Fleet

extension Comparison {
    /// The answer in one sentence, without a full stop.
    package var summary: String {
        let counts: [(Int, String)] = [
            (changes(.new).count { $0.after.verdict == .fail }, "new"),
            (changes(.newlyUnknown).count { !isExplained($0) }, "newly unknown"),
            (changes(.fixed).count { $0.before.verdict == .fail }, "fixed"),
            (changes(.stillFailing).count { $0.after.verdict == .fail }, "still failing"),
            (gone.count, gone.count == 1 ? "host gone" : "hosts gone"),
            (appeared.count, appeared.count == 1 ? "host appeared" : "hosts appeared"),
        ]
        let told = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        let warnings = changes(.new).count { $0.after.verdict == .warn }
        let all = told + (warnings > 0 ? [warnings.counted("new warning")] : [])
        let answer = isWorse ? "something got worse" : all.isEmpty ? "nothing changed" : "nothing got worse"
        return all.isEmpty ? answer : "\(answer): \(all.joined(separator: ", "))"
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

    /// The changes of a kind by check, verdicts, signature and remedy, without those that another one explains; most
    /// hosts first.
    func groups(_ kind: Kind) -> [ChangeGroup] {
        let groups = changes(kind).filter { !isExplained($0) }
            .gathered { change in
                Key(
                    check: change.after.check, signature: change.told.signature,
                    verdicts: [change.before.verdict, change.after.verdict],
                    remedy: kind == .new ? change.after.remedy : nil)
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
    }

    var factGroups: [FactGroup] {
        facts.gathered { [$0.fact, $0.before, $0.after] }.map { group in
            let first = group.elements[0]
            return FactGroup(
                fact: first.fact, before: first.before, after: first.after, hosts: group.elements.map(\.host))
        }
    }
}

extension Comparison.Kind {
    /// In the order of a report.
    static let shown: [Comparison.Kind] = [.new, .newlyUnknown, .fixed, .stillFailing]

    var words: String { rawValue.replacing("-", with: " ") }
}

extension Comparison.Change {
    /// The finding whose words say what it was or is about.
    var told: Finding { kind == .fixed ? before : after }
}
