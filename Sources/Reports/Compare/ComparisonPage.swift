internal import Assessment
internal import Fleet

/// One HTML file that loads nothing.
struct ComparisonPage {
    let comparison: Comparison

    init(_ comparison: Comparison) {
        self.comparison = comparison
    }

    var text: String {
        let sections = Comparison.Theme.allCases.map(changes).joined() + hosts + facts + notComparable
        let verdict = comparison.isWorse ? Verdict.fail : .pass
        let body: HTML = """
            <header>
            <p class="product">dovesweep compare</p>
            <h1><span class="mark \(verdict.rawValue)" aria-hidden="true">\(verdict.symbol)</span> \
            \(comparison.summary, limit: 2000)</h1>
            <p class="about">\(origin(comparison.before)) → \(origin(comparison.after))</p>
            </header>
            <main>
            \(sections)</main>
            """
        return Page.document(title: "\(comparison.summary)", body).text
    }

    private func origin(_ run: Run) -> HTML {
        "sweep \(run.id), \(utc(run.started)), \(run.hosts.count.counted("host"))"
    }

    private func changes(_ theme: Comparison.Theme) -> HTML {
        let rows = comparison.groups(theme).map { group in
            [
                "\(group.names, limit: PrintableLines.longestLine)", "<code>\(group.change.after.check)</code>",
                Self.cell(group.change.before.verdict), Self.cell(group.change.after.verdict), what(group),
            ] as [HTML]
        }
        return Self.section(
            "\(theme.rawValue)", id: "\(theme.rawValue.replacing(" ", with: "-"))",
            ["hosts", "check", "before", "after", "what"], rows)
    }

    private static func cell(_ verdict: Verdict) -> HTML {
        "<span class=\"cell \(verdict.rawValue)\">\(verdict.cellText)</span>"
    }

    private func what(_ group: Comparison.ChangeGroup) -> HTML {
        let change = group.change
        let blocked = group.changes.map(comparison.explained.count).reduce(0, +)
        let also: HTML = blocked == 0 ? "" : " (and \(blocked.counted("check")) that it blocks)"
        let remedy = change.kind == .new ? PrintableLines(change.after.remedy).texts : []
        let block: HTML = "<div class=\"block\"><pre>\(HTML.block(remedy))</pre></div>"
        let steps: HTML = remedy.isEmpty ? "" : "<details><summary>Remedy</summary>\(block)</details>"
        let left: HTML = change.warningLeft.map { "; now: \($0.summary)" } ?? ""
        return "\(change.told.summary)\(left)\(also)\(steps)"
    }

    private var hosts: HTML {
        let rows = comparison.unpaired.flatMap { group in
            group.hosts.gathered(by: \.state).map { state, alike in
                let names = NodeSet(alike.map(\.name)).text
                return ["\(names, limit: PrintableLines.longestLine)", "\(group.title): \(group.meaning)", "\(state)"]
                    as [HTML]
            }
        }
        return Self.section("hosts", id: "hosts", ["hosts", "change", "standing"], rows)
    }

    private var facts: HTML {
        let rows = comparison.factGroups.map { group in
            [
                "\(group.name)", "\(group.value(group.before))", "\(group.value(group.after))",
                "\(NodeSet(group.hosts).text, limit: 2000)",
            ] as [HTML]
        }
        return Self.section("facts that changed", id: "facts", ["fact", "before", "after", "hosts"], rows)
    }

    private var notComparable: HTML {
        let rows = comparison.notComparable.map { unasked in
            ["\(unasked.check)", unasked.wasAsked ? "earlier" : "later", "\(unasked.hosts.count)"] as [HTML]
        }
        return Self.section("checked in one run only", id: "not-comparable", ["check", "run", "hosts"], rows)
    }

    private static func section(_ title: HTML, id: HTML, _ heads: [HTML], _ rows: [[HTML]]) -> HTML {
        guard !rows.isEmpty else { return "" }
        let head = heads.map { "<th scope=\"col\">\($0)</th>" as HTML }.joined()
        let body = rows.map { row in
            let cells = row.dropFirst().map { "<td>\($0)</td>" as HTML }.joined()
            return "<tr><th scope=\"row\">\(row[0])</th>\(cells)</tr>\n" as HTML
        }.joined()
        return """
            <section aria-labelledby="\(id)">
            <h2 id="\(id)">\(title)</h2>
            <div class="changes" tabindex="0" role="group" aria-labelledby="\(id)">
            <table aria-labelledby="\(id)">
            <thead><tr>\(head)</tr></thead>
            <tbody>
            \(body)</tbody>
            </table>
            </div>
            </section>

            """
    }
}
