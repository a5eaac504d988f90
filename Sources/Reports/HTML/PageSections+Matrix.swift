internal import Assessment
internal import Fleet

extension PageSections {
    /// Filled by `page.js`.
    var matrix: HTML {
        """
        <section id="matrix" aria-labelledby="matrix-title">
        <h2 id="matrix-title">Matrix</h2>
        <noscript><p>The matrix needs JavaScript. The causes are shown without it.</p></noscript>
        <form class="filters" role="search" aria-label="Filter the matrix" autocomplete="off">
        <label>Search <input type="search" name="search" placeholder="host, check, words"></label>
        <label>Group <select name="group"><option value="">all</option></select></label>
        <label>Item <select name="item"><option \
        value="">any</option>\(run.items.map(Self.option).joined())</select></label>
        <label>Verdict <select name="verdict"><option value="">any</option><option value="attention">not pass</option>\
        \(CellState.all.map(Self.option).joined())</select></label>
        <button type="reset" class="quiet">Clear</button>
        <output name="count" aria-live="polite"></output>
        </form>
        <div class="scroller" tabindex="-1">
        <table role="grid" aria-labelledby="matrix-title"><thead></thead><tbody></tbody></table>
        </div>
        <p class="legend">\(CellState.all.map(Self.legend).joined(" "))</p>
        </section>

        """
    }

    private static func option(_ item: Item) -> HTML { "<option>\(item.rawValue)</option>" }

    private static func option(_ shown: CellState) -> HTML { "<option>\(shown.name)</option>" }

    private static func legend(_ shown: CellState) -> HTML {
        let explanation: HTML = shown.explanation.map { " (\($0))" } ?? ""
        return """
            <span><span class="cell \(shown.name)" aria-hidden="true">\(shown.symbol)</span> \
            \(shown.name)\(explanation)</span>
            """
    }
}
