internal import Assessment
internal import Fleet

/// The parts of the page that need no script.
struct PageSections {
    private let report: Report
    var run: Run { report.run }

    init(_ report: Report) {
        self.report = report
    }

    var header: HTML {
        let totals = run.totals
        let verdict = report.decision.verdict
        let fail: HTML = totals.waived > 0 ? "fail, \(totals.waived) waived" : "fail"
        let tallies = [
            tally("passing", totals.passing, "pass"), tally("failing", totals.failing - totals.waived, fail),
            tally("undecided", totals.undecided, "undecided"),
        ]
        return """
            <header>
            <p class="product">dovesweep</p>
            <h1><span class="mark \(verdict.rawValue)" aria-hidden="true">\(verdict.symbol)</span> \
            \(report.decision.reason)</h1>
            <p class="about">\(run.origin)</p>
            <div class="tallies" role="group" aria-label="Hosts by standing">
            \(tallies.joined())<p class="tally"><b>\(totals.loginsProven)</b> of \(totals.hosts.counted("host")) \
            with a login proven</p>
            </div>
            </header>
            """
    }

    private func tally(_ standing: String, _ count: Int, _ words: HTML) -> HTML {
        """
        <button type="button" class="tally \(standing)" data-standing="\(standing)" aria-pressed="false">\
        <b>\(count)</b> \(words)</button>

        """
    }

    var causes: HTML {
        let causes = run.causes
        guard !causes.isEmpty else { return "" }
        return """
            <section aria-labelledby="causes-title">
            <h2 id="causes-title">Causes</h2>
            <div class="causes">
            \(causes.enumerated().map { cause($1, number: $0) }.joined())</div>
            </section>

            """
    }

    private func cause(_ shared: Run.SharedCause, number: Int) -> HTML {
        let remedy = PrintableLines(shared.cause.remedy).texts
        return """
            <details class="cause"\(run.causes.count <= 3 ? " open" : "")>
            <summary><span class="count">\(who(shared.hosts))</span> <code>\(shared.cause.check)</code> \
            <span>\(shared.cause.summary)</span></summary>
            <p class="names">\(NodeSet(shared.hosts).text, limit: PrintableLines.longestLine)</p>
            \(shared.standing.map(Self.standing).joined())\
            \(remedy.isEmpty ? "" : remedyBlock(remedy))\
            <button type="button" class="quiet" data-cause="\(number)">Show in the matrix</button>
            </details>

            """
    }

    private func who(_ hosts: [String]) -> HTML {
        hosts.count == 1 ? "\(hosts[0], limit: 60)" : "\(hosts.count.counted("host"))"
    }

    private static func standing(_ sentence: String) -> HTML {
        "<p class=\"standing\">\(sentence, limit: PrintableLines.longestLine)</p>\n"
    }

    private func remedyBlock(_ lines: [String]) -> HTML {
        """
        <div class="block"><pre tabindex="0" role="group" aria-label="Remedy">\(HTML.block(lines))</pre>\
        <button type="button" class="copy">Copy</button></div>

        """
    }

    var notSwept: HTML {
        let rows = NotSwept(run).groups.map { group in
            """
            <div class="cause"><span class="count">\(group.hosts.count.counted("host"))</span> \
            <code>\(group.outcome.rawValue)</code> <div><p>\(group.reason)</p><p class="names">\
            \(NodeSet(group.hosts.map(\.host.name)).text, limit: PrintableLines.longestLine)</p></div></div>

            """ as HTML
        }
        guard !rows.isEmpty else { return "" }
        return """
            <section aria-labelledby="lost-title">
            <h2 id="lost-title">Not swept</h2>
            <div class="causes">
            \(rows.joined())</div>
            </section>

            """
    }

    var oddOnes: HTML {
        let odd = OddOne.all(in: run).map {
            "<li><b>\($0.host)</b> \($0.sentence, limit: PrintableLines.longestLine)</li>\n" as HTML
        }
        guard !odd.isEmpty else { return "" }
        return """
            <section aria-labelledby="odd-title">
            <h2 id="odd-title">Odd ones out</h2>
            <ul>
            \(odd.joined())</ul>
            </section>

            """
    }

    var notes: HTML {
        guard !report.notes.isEmpty else { return "" }
        let notes = report.notes.map { "<li>\($0, limit: PrintableLines.longestLine)</li>\n" as HTML }
        return """
            <section aria-labelledby="notes-title">
            <h2 id="notes-title">Notes</h2>
            <ul>
            \(notes.joined())</ul>
            </section>

            """
    }

    var footer: HTML {
        """
        <footer>
        <p>\(run.totals.sentence)</p>
        <p>catalogue \(run.catalogueVersion), <code>\(run.catalogueHash)</code>; agent <code>\(run.agentHash)</code></p>
        </footer>
        """
    }
}
