internal import Assessment
internal import Fleet

/// The report for a terminal.
struct Table {
    private let report: Report
    private let grid: Grid
    private let layout: GridLayout

    init(_ report: Report) {
        self.report = report
        grid = Grid(report.run, isVerbose: report.style.isVerbose)
        layout = GridLayout(grid, width: report.style.width)
    }

    var text: String {
        let sections = [
            headline, layout.lines, notSwept, details(.failing), details(.undecided), details(.passing),
            report.noteLines,
            legend,
            closing,
        ]
        return Line.sections(sections, in: report.style)
    }

    private var width: Int? { report.style.width }

    private var headline: [Line] { Headline(report).lines(width: width) }

    private func details(_ standing: HostResult.Standing) -> [Line] {
        let rows = grid.order.filter { $0.standing == standing }
        return Details(rows, isVerbose: report.style.isVerbose).lines(width: width)
    }

    private var notSwept: [Line] { NotSwept(report.run).lines(width: width) }

    private var legend: [Line] {
        Legend(shown: grid.shown, hasShortHeads: layout.hasShortHeads, items: grid.items).lines(width: width)
    }

    private var closing: [Line] { Closing(report.run).lines(width: width) }
}
