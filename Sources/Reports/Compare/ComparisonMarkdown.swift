internal import Assessment
internal import Fleet

struct ComparisonMarkdown {
    let comparison: Comparison

    init(_ comparison: Comparison) {
        self.comparison = comparison
    }

    var text: String {
        let kinds = Comparison.Theme.allCases.map(section)
        return ([head] + kinds + [hosts, facts, notComparable]).filter { !$0.isEmpty }.joined("\n").text
    }

    private var head: Markdown {
        let verdict = comparison.isWorse ? Verdict.fail : .pass
        let runs = [comparison.before, comparison.after].map { "\($0.id), \(utc($0.started))" as Markdown }
        return "**\(verdict.symbol) \(comparison.summary, limit: 2000)**\n\n\(runs[0]) → \(runs[1])\n"
    }

    private func section(_ theme: Comparison.Theme) -> Markdown {
        let rows = comparison.groups(theme).map { group in
            [
                .code(group.names, limit: PrintableLines.longestLine), .code(group.change.after.check),
                "\(group.change.before.verdict.cellText)", "\(group.change.after.verdict.cellText)",
                what(group.change),
            ] as [Markdown]
        }
        guard !rows.isEmpty else { return "" }
        return "### \(theme.rawValue)\n\n" + Markdown.table(["hosts", "check", "before", "after", "what"], rows)
    }

    private func what(_ change: Comparison.Change) -> Markdown {
        let left: Markdown = change.warningLeft.map { "; now: \($0.summary)" } ?? ""
        return "\(change.told.summary)\(left)"
    }

    private var hosts: Markdown {
        let rows = comparison.unpaired.flatMap { group in
            group.hosts.gathered(by: \.state).map { state, alike in
                [.names(alike.map(\.name)), "\(group.title): \(group.meaning)", "\(state)"] as [Markdown]
            }
        }
        return rows.isEmpty ? "" : "### Hosts\n\n" + Markdown.table(["hosts", "", "standing"], rows)
    }

    private var facts: Markdown {
        let rows = comparison.factGroups.map { group in
            [
                "\(group.name)", "\(group.value(group.before))", "\(group.value(group.after))",
                .names(group.hosts),
            ] as [Markdown]
        }
        return rows.isEmpty ? "" : "### Facts\n\n" + Markdown.table(["fact", "before", "after", "hosts"], rows)
    }

    private var notComparable: Markdown {
        let rows = comparison.notComparable.map { unasked in
            [
                .code(unasked.check), unasked.wasAsked ? "earlier" : "later", "\(unasked.hosts.count.counted("host"))",
            ] as [Markdown]
        }
        guard !rows.isEmpty else { return "" }
        return "### Checked in one run only\n\n" + Markdown.table(["check", "run", "on"], rows)
    }
}
