internal import Assessment
internal import Fleet

/// The output of `dovesweep gate`.
package struct GateText {
    private let report: Report

    package init(_ report: Report) {
        self.report = report
    }

    private static let mostHosts = 6
    private static let mostDetails = 5
    private static let margin = 8

    package var text: String {
        let notes = report.notes.flatMap { entry("note", "\($0)", .warning) }
        let allowed = report.decision.answer == .passed ? report.concessions.flatMap(lines(of:)) : []
        let lines = headline + report.objections.flatMap(lines(of:)) + allowed + notes + facts
        return lines.map { $0.rendered(in: report.style) + "\n" }.joined()
    }

    private var headline: [Line] {
        let reason = "\(report.decision.reason, limit: 2000)" as Line
        let word: Line =
            switch report.decision.answer {
            case .passed: Verdict.pass.glyph + " GO"
            case .failed: (Verdict.fail.glyph + " NO-GO").painted(.failure)
            case .undecided, .interrupted: (Verdict.unknown.glyph + " NO-GO, undecided").painted(.open)
            }
        return (word + ": " + reason.painted(.strong)).wrapped(to: report.style.width, indent: 2)
    }

    private func lines(of objection: Objection) -> [Line] {
        let isOnly = report.objections.count == 1
        return (isOnly ? [] : entry("no", "\(objection.what)", .failure))
            + entries("why", objection.details) + entry("to do", "\(objection.remedy)", .plain)
    }

    private func lines(of concession: Concession) -> [Line] {
        entries("\(concession.kind.rawValue)", concession.details)
    }

    private func entries(_ margin: Line, _ details: [Objection.Detail]) -> [Line] {
        let shown = details.prefix(Self.mostDetails)
        let left = details.count - shown.count
        return shown.flatMap { entry(margin, "\(names($0.hosts)): \($0.words)", .plain) }
            + (left > 0 ? entry("", "and \(left) more, in the report", .plain) : [])
    }

    private func names(_ hosts: [String]) -> Line {
        let shown = hosts.prefix(Self.mostHosts).map { ("\($0)" as Line).painted(.strong) }
        let left = hosts.count - shown.count
        return shown.joined(", ") + (left > 0 ? " and \(left) more" : "")
    }

    private func entry(_ margin: Line, _ text: Line, _ paint: Paint) -> [Line] {
        (Line("  \(margin)").padded(to: Self.margin + 2).painted(paint) + text)
            .wrapped(to: report.style.width, indent: Self.margin + 2)
    }

    private var facts: [Line] {
        let run = report.run
        let totals = run.totals
        let logins: Line = "logins proven: \(totals.loginsProven) of \(totals.hosts.counted("host"))"
        return ("sweep \(run.id): \(totals.standings); \(logins)" as Line).painted(.faint)
            .wrapped(to: report.style.width, indent: 2)
    }
}
