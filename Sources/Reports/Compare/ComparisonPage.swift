import Fleet

/// A comparison as one file for a browser, which needs nothing else and may load nothing else.
struct ComparisonPage {
    let comparison: Comparison

    init(_ comparison: Comparison) {
        self.comparison = comparison
    }

    var text: String {
        let sections = Comparison.Kind.shown.map(changes).joined() + hosts + facts + notComparable
        let verdict = comparison.isWorse ? Verdict.fail : .pass
        let body: HTML = """
            <header>
            <p class="product">dovesweep compare</p>
            <h1><span class="mark \(verdict.rawValue)" aria-hidden="true">\(verdict.symbol)</span> \(comparison.summary, limit: 2000)</h1>
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

    private func changes(_ kind: Comparison.Kind) -> HTML {
        let rows = comparison.changes(kind).map { change in
            [
                "\(change.host)\(change.formerHost.map { " (was \($0))" } ?? "")", "\(change.after.check)",
                "\(change.before.verdict.shout)", "\(change.after.verdict.shout)", "\(change.told.summary)",
            ] as [HTML]
        }
        return Self.section("\(kind.words)", ["host", "check", "before", "after", "what"], rows)
    }

    private var hosts: HTML {
        let gone = comparison.gone.map { ["\($0.host.name)", "gone", "\($0.standing.rawValue)"] as [HTML] }
        let appeared = comparison.appeared.map { ["\($0.host.name)", "appeared", "\($0.standing.rawValue)"] as [HTML] }
        return Self.section("hosts", ["host", "change", "stands"], gone + appeared)
    }

    private var facts: HTML {
        let rows = comparison.factGroups.map { group in
            [
                "\(group.fact)", "\(group.before ?? "not known")", "\(group.after ?? "not known")",
                "\(NodeSet(group.hosts).text, limit: 2000)",
            ] as [HTML]
        }
        return Self.section("facts", ["fact", "before", "after", "hosts"], rows)
    }

    private var notComparable: HTML {
        let rows = comparison.notComparable.map { unasked in
            ["\(unasked.check)", unasked.wasAsked ? "before" : "after", "\(unasked.hosts)"] as [HTML]
        }
        return Self.section("not comparable", ["check", "asked only", "hosts"], rows)
    }

    private static func section(_ title: HTML, _ heads: [HTML], _ rows: [[HTML]]) -> HTML {
        guard !rows.isEmpty else { return "" }
        let head = heads.map { "<th scope=\"col\">\($0)</th>" as HTML }.joined()
        let body = rows.map { row in
            let cells = row.dropFirst().map { "<td>\($0)</td>" as HTML }.joined()
            return "<tr><th scope=\"row\">\(row[0])</th>\(cells)</tr>\n" as HTML
        }.joined()
        return "<h2>\(title)</h2>\n<table>\n<thead><tr>\(head)</tr></thead>\n<tbody>\n\(body)</tbody>\n</table>\n"
    }
}
