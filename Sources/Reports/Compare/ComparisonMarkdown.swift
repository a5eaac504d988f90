import Fleet

/// A comparison to paste into a ticket.
struct ComparisonMarkdown {
    let comparison: Comparison

    init(_ comparison: Comparison) {
        self.comparison = comparison
    }

    var text: String {
        let kinds = Comparison.Kind.shown.map(section)
        return ([head] + kinds + [hosts, facts, notComparable]).filter { !$0.isEmpty }.joined("\n").text
    }

    private var head: Markdown {
        let verdict = comparison.isWorse ? Verdict.fail : .pass
        let runs = [comparison.before, comparison.after].map { "\($0.id), \(utc($0.started))" as Markdown }
        return "**\(verdict.symbol) \(comparison.summary, limit: 2000)**\n\n\(runs[0]) → \(runs[1])\n"
    }

    private func section(_ kind: Comparison.Kind) -> Markdown {
        let rows = comparison.groups(kind).map { group in
            [
                .code(group.names, limit: Steps.longestLine), .code(group.change.after.check),
                "\(group.change.before.verdict.shout)", "\(group.change.after.verdict.shout)",
                "\(group.change.told.summary)",
            ] as [Markdown]
        }
        guard !rows.isEmpty else { return "" }
        return "### \(kind.words)\n\n" + Markdown.table(["hosts", "check", "before", "after", "what"], rows)
    }

    private var hosts: Markdown {
        let rows = rows(comparison.gone, "gone") + rows(comparison.appeared, "appeared")
        return rows.isEmpty ? "" : "### Hosts\n\n" + Markdown.table(["hosts", "", "stand"], rows)
    }

    private func rows(_ results: [HostResult], _ word: Markdown) -> [[Markdown]] {
        results.gathered(by: \.standing).map { standing, alike in
            [.names(alike.map(\.host.name)), word, "\(standing.rawValue)"]
        }
    }

    private var facts: Markdown {
        let rows = comparison.factGroups.map { group in
            [
                "\(group.fact)", "\(group.before ?? "not known")", "\(group.after ?? "not known")",
                .names(group.hosts),
            ] as [Markdown]
        }
        return rows.isEmpty ? "" : "### Facts\n\n" + Markdown.table(["fact", "before", "after", "hosts"], rows)
    }

    private var notComparable: Markdown {
        let rows = comparison.notComparable.map { unasked in
            [
                .code(unasked.check), unasked.wasAsked ? "before" : "after", "\(unasked.hosts.counted("host"))",
            ] as [Markdown]
        }
        guard !rows.isEmpty else { return "" }
        return "### Not comparable\n\n" + Markdown.table(["check", "asked only", "on"], rows)
    }
}
