package import Assessment
internal import Fleet

/// A comparison for a terminal.
package struct ComparisonTable {
    private let comparison: Comparison
    private let style: ReportStyle

    package init(_ comparison: Comparison, style: ReportStyle) {
        (self.comparison, self.style) = (comparison, style)
    }

    private static let margin = 4

    package var text: String {
        let sections = [headline] + Comparison.Theme.allCases.map(section) + [hosts, facts, notComparable]
        return Line.sections(sections, in: style)
    }

    var headline: [Line] {
        let glyph = comparison.isWorse ? Verdict.fail.glyph : Verdict.pass.glyph
        let answer: Line = "\(glyph) \(("\(comparison.summary, limit: 2000)" as Line).painted(.strong))"
        let runs = [("before", comparison.before), ("after", comparison.after)].map { word, run in
            ("\(word): sweep \(run.id), \(utc(run.started)), \(run.hosts.count.counted("host"))" as Line)
                .painted(.faint)
        }
        return ([answer] + runs).flatMap { $0.wrapped(to: style.width, indent: 2) }
    }

    private func section(_ theme: Comparison.Theme) -> [Line] {
        let changes = comparison.changes(theme)
        guard !changes.isEmpty else { return [] }
        let count = Set(changes.map(\.host)).count
        let head: Line = "\(theme.label)  \(changes.count.counted("check")) on \(count.counted("host"))"
        return [head]
            + gathered(changes).flatMap { names, words in
                ("  " + names.joined(", ")).wrapped(to: style.width, indent: Self.margin)
                    + words.flatMap { (.spaces(Self.margin) + $0).wrapped(to: style.width, indent: Self.margin + 2) }
            }
    }

    /// Hosts with equal changes share a block.
    private func gathered(_ changes: [Comparison.Change]) -> [(names: [Line], words: [Line])] {
        changes.gathered(by: \.host)
            .map { (name: $0.elements[0].name, words: $0.elements.map(words)) }
            .gathered(by: \.words)
            .map { ($0.elements.map(\.name), $0.key) }
    }

    private func words(of change: Comparison.Change) -> Line {
        let check = ("\(change.after.check)" as Line).painted(.strong)
        let verdicts = change.before.verdict.word + " → " + change.after.verdict.word
        let blocked = comparison.explained.count(by: change)
        let also: Line = blocked == 0 ? "" : " (and \(blocked.counted("check")) that it blocks)"
        let left: Line = change.warningLeft.map { "; now: \($0.summary)" } ?? ""
        return "\(check) \(verdicts): \(change.told.summary)" + left + also
    }

    private var hosts: [Line] {
        comparison.unpaired.flatMap { group in
            let names = group.hosts.map { ("\($0.name)" as Line).painted(.strong) + " (\($0.state))" }
            let word = ("\(group.title)" as Line).painted(.open)
            return (word + "  \(group.hosts.count.counted("host")), \(group.meaning): " + names.joined(", "))
                .wrapped(to: style.width, indent: Self.margin)
        }
    }

    private var facts: [Line] {
        guard !comparison.facts.isEmpty else { return [] }
        let lines = comparison.factGroups.flatMap { group in
            let names = group.hosts.map { ("\($0)" as Line).painted(.strong) }.joined(", ")
            return ("  \(group.name): \(group.words)  " + names)
                .wrapped(to: style.width, indent: Self.margin)
        }
        return ["facts that changed"] + lines
    }

    var notComparable: [Line] {
        let differ: [Line] =
            comparison.hasSameCatalogue
            ? []
            : [
                "The catalogues differ: only checks of both runs are compared. `dovesweep judge` judges a run by "
                    + "today's."
            ]
        let list = comparison.notComparable
        let unasked = [(true, "earlier"), (false, "later")] as [(Bool, Line)]
        let lines = unasked.compactMap { wasAsked, words -> Line? in
            let checks = list.filter { $0.wasAsked == wasAsked }.map { unasked in
                let few = unasked.hosts.count <= 3 ? unasked.hosts.joined(separator: ", ") : nil
                return "\(unasked.check) (\(few ?? unasked.hosts.count.counted("host")))" as Line
            }
            return checks.isEmpty ? nil : "checked only in the \(words) run: " + checks.joined(", ")
        }
        return (differ + lines).flatMap { $0.wrapped(to: style.width, indent: Self.margin) }
    }
}

extension Comparison.Theme {
    var label: Line {
        let words: Line = "\(verdict.glyph) \(rawValue)"
        return switch self {
        case .newlyFailing, .stillFailing: words.painted(.failure)
        case .newlyUnknown: words.painted(.open)
        case .newlyWarning, .stillWarning: words.painted(.warning)
        case .fixed: words.painted(.strong)
        }
    }

    private var verdict: Verdict {
        switch self {
        case .newlyFailing, .stillFailing: .fail
        case .newlyUnknown: .unknown
        case .newlyWarning, .stillWarning: .warn
        case .fixed: .pass
        }
    }
}

extension Comparison.Change {
    fileprivate var name: Line {
        let name = ("\(host)" as Line).painted(.strong)
        return formerHost.map { name + " (was \($0))" } ?? name
    }
}
