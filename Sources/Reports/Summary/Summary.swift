internal import Assessment
internal import Fleet

/// The fleet on one page.
struct Summary {
    private let report: Report
    private let layout: GridLayout

    init(_ report: Report) {
        self.report = report
        let width = min(report.style.width ?? Self.widestMatrix, Self.widestMatrix)
        layout = GridLayout(Grid(summaryOf: report.run), width: width)
    }

    var text: String {
        let sections = [
            Headline(report).lines(width: width), layout.lines, commonFaults, causes, remarks("unknown", .unknown),
            remarks("warnings", .warn), oddOnes, notSwept, report.noteLines, advice,
            Closing(report.run).lines(width: width),
        ]
        return Line.sections(sections, in: report.style)
    }

    private var width: Int? { report.style.width }

    private var commonFaults: [Line] {
        CommonFault.all(in: report.run).flatMap { fault in
            ("\(fault.verdict.glyph) \(fault.sentence)" as Line).wrapped(to: width, indent: 2)
        }
    }

    private var causes: [Line] {
        let causes = report.run.causes
        return titled(
            "causes",
            causes.map { shared in
                let check = Line("\(shared.cause.check)").painted(.strong)
                let standing = shared.standing.map { "\($0, limit: Self.longestList)" as Line }
                return (
                    head: "\(shared.hosts.count.counted("host"))",
                    lines: ["\(check): \(shared.cause.summary)", names(shared.hosts)] + standing
                )
            })
    }

    private func remarks(_ title: Line, _ verdict: Verdict) -> [Line] {
        let all = SharedRemark.all(verdict, in: report.run)
        let shown = all.prefix(Self.mostRemarks).map { remark -> Titled.Entry in
            let check = Line("\(remark.subject)").painted(.strong)
            return (
                head: "\(remark.hosts.count.counted("host"))",
                lines: ["\(check): \(remark.summary)", names(remark.hosts)]
            )
        }
        let left = all.count - shown.count
        return titled(title, shown + (left > 0 ? [(head: "", lines: ["and \(left) more: the table (-o table)"])] : []))
    }

    private var oddOnes: [Line] {
        titled(
            "odd ones out",
            OddOne.all(in: report.run).map { odd in
                (head: "\(odd.host)", lines: ["\(odd.sentence, limit: Self.longestList)"])
            })
    }

    private var notSwept: [Line] {
        titled(
            "not swept",
            NotSwept(report.run).groups.gathered(by: \.outcome).map { outcome, groups in
                let reasons = groups.map(\.reason).filter { !$0.isEmpty }
                // Some reasons differ by host, such as a fingerprint.
                let words: [Line] =
                    reasons.count > 1
                    ? ["\(reasons.count) reasons: the table (-o table)"] : reasons.map { "\($0)" as Line }
                return (
                    head: "\(outcome.rawValue)", lines: [names(groups.flatMap(\.hosts).map(\.host.name))] + words
                )
            })
    }

    private var advice: [Line] {
        guard let first = report.run.causes.first else { return [] }
        let line: Line = "remedies: the table (-o table); one check: dovesweep checks explain \(first.cause.check)"
        return line.painted(.faint).wrapped(to: width, indent: 2)
    }

    private func names(_ names: [String]) -> Line { "\(NodeSet(names).text, limit: Self.longestList)" }

    private func titled(_ title: Line, _ entries: [Titled.Entry]) -> [Line] {
        Titled(title: title, entries: entries).lines(width: width)
    }

    private static let mostRemarks = 10
    /// In columns.
    private static let widestMatrix = 100
    /// In scalars; JSON has the whole list.
    private static let longestList = 4000
}
