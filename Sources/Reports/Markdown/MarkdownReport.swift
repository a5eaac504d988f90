internal import Assessment
internal import Fleet

/// A run as Markdown, for a ticket.
struct MarkdownReport {
    let report: Report

    init(_ report: Report) {
        self.report = report
    }

    var text: String {
        let sections = [head, matrix, causes, warnings, notSwept, notes, closing].filter { !$0.isEmpty }
        return sections.joined("\n").text
    }

    private var head: Markdown {
        "**\(report.decision.verdict.symbol) \(report.decision.reason)**\n\n\(report.run.origin)\n"
    }

    private var matrix: Markdown {
        let grid = Grid(report.run, isVerbose: report.style.isVerbose)
        let rows = (grid.rows + grid.totals).map { row in
            [Self.text(row.label + row.mark)] + row.cells.map(Self.text)
        }
        return Markdown.table(["host"] + report.run.items.map { "\($0.rawValue)" }, rows)
    }

    private var causes: Markdown {
        let causes = report.run.causes.map { shared -> Markdown in
            let remedy = PrintableLines(shared.cause.remedy).texts
            let hosts = Markdown.names(shared.hosts)
            let title: Markdown = "**\(shared.cause.check)** on \(shared.hosts.count.counted("host")): \(hosts)\n\n"
            let standing = shared.standing.map { "\($0, limit: PrintableLines.longestLine)\n\n" as Markdown }
            return "\(title)\(shared.cause.summary)\n\n" + standing.joined() + Markdown.block(remedy)
        }
        return causes.isEmpty ? "" : "### Causes\n\n" + causes.joined("\n")
    }

    private var warnings: Markdown {
        let rows = SharedRemark.all(.warn, in: report.run).map { remark in
            ["\(remark.subject)", .names(remark.hosts), "\(remark.summary)"] as [Markdown]
        }
        guard !rows.isEmpty else { return "" }
        return "### Warnings\n\n" + Markdown.table(["check", "hosts", "what"], rows)
    }

    private var notSwept: Markdown {
        let rows = NotSwept(report.run).groups.map { group in
            [
                "\(group.outcome.rawValue)", .names(group.hosts.map(\.host.name)), "\(group.reason)",
            ] as [Markdown]
        }
        guard !rows.isEmpty else { return "" }
        return "### Not swept\n\n" + Markdown.table(["outcome", "hosts", "reason"], rows)
    }

    private var notes: Markdown { report.notes.map { "- \(Verdict.warn.symbol) \($0)\n" as Markdown }.joined() }

    private var closing: Markdown { "\(report.run.totals.sentence)\n" }

    private static func text(_ cell: Grid.Cell) -> Markdown {
        switch cell {
        case .shown(.verdict(.fail)): "**\(Verdict.fail.cellText)**"
        case .shown(.verdict(.pass)): "\(Verdict.pass.symbol)"
        case .shown(let shown): "\(shown.name)"
        case .count(0): "·"
        case .count(let count): "\(count)"
        }
    }

    private static func text(_ label: Line) -> Markdown { "\(label.rendered(in: ReportStyle()))" }
}
