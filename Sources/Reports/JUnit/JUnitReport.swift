internal import Assessment
internal import Fleet

/// One JUnit suite per host, one case per check, and a last suite with the gate's result.
///
/// A waived failure is skipped; a warning passes with a note.
struct JUnitReport {
    let report: Report

    init(_ report: Report) {
        self.report = report
    }

    var text: String {
        JUnit(name: "dovesweep", seconds: report.run.seconds, suites: report.run.hosts.map(suite) + [gate]).text
    }

    private func suite(of result: HostResult) -> JUnit.Suite {
        let name = result.host.name
        let about = [
            ("standing", result.standing.rawValue), ("outcome", result.outcome.rawValue),
            ("state", result.host.state.rawValue), ("groups", result.host.groups.joined(separator: " ")),
            ("cause", result.cause?.check ?? ""), ("logins proven", result.loginProven ? "1" : "0"),
            ("waived", result.waivedItems.map(\.rawValue).joined(separator: " ")),
        ]
        let cells = report.run.items.map { ("item.\($0.rawValue)", result.verdict(of: $0).rawValue) }
        return JUnit.Suite(
            name: name, timestamp: timestamp(report.run.started), seconds: result.seconds,
            properties: about + cells,
            cases: reach(result) + result.findings.map { JUnit.Case($0, of: name, isSwept: result.outcome == .swept) })
    }

    private func reach(_ result: HostResult) -> [JUnit.Case] {
        let trouble = JUnit.Trouble(
            type: result.outcome.rawValue, message: result.whyNotSwept, text: [])
        let unasked = JUnit.Trouble(type: "skipped", message: "no selected check applies", text: [])
        let isUnasked = result.outcome == .swept && !result.isJudged
        return [
            JUnit.Case(
                suite: result.host.name, name: "swept", result: result.outcome == .swept ? .passed : .error(trouble))
        ] + (isUnasked ? [JUnit.Case(suite: result.host.name, name: "judged", result: .error(unasked))] : [])
    }

    private var gate: JUnit.Suite {
        let name = "dovesweep"
        let decision = report.decision
        let trouble = JUnit.Trouble(type: "gate", message: decision.reason, text: [])
        let result: JUnit.Result =
            switch decision.answer {
            case .passed: .passed
            case .failed: .failed(trouble)
            case .undecided, .interrupted: .error(trouble)
            }
        return JUnit.Suite(
            name: name, timestamp: timestamp(report.run.started), seconds: report.run.seconds,
            properties: [("run", report.run.id), ("exit status", "\(report.status)")],
            cases: [JUnit.Case(suite: name, name: "gate", result: result, notes: report.notes)],
            closing: report.run.totals.sentence)
    }
}

extension JUnit.Case {
    /// A host that was not swept has one error, its case `swept`; its unknown checks are skipped.
    init(_ finding: Finding, of host: String, isSwept: Bool = true) {
        let trouble = JUnit.Trouble(
            type: finding.verdict.rawValue, message: finding.summary,
            text: finding.standing + PrintableLines(finding.remedy).texts
                + finding.evidence.flatMap { excerpt in
                    PrintableLines(excerpt.excerpt).texts.map { "\(excerpt.probe): \($0)" }
                }
        )
        let result: JUnit.Result =
            switch finding.verdict {
            case .pass, .warn: .passed
            case .fail:
                finding.waiver.map { .skipped("waived \($0.words): \(finding.summary)") } ?? .failed(trouble)
            case .unknown: isSwept ? .error(trouble) : .skipped("the host was not swept")
            case .blocked: .skipped("blocked by \(finding.blockedBy ?? "another check"): \(finding.summary)")
            case .skipped: .skipped(finding.summary)
            }
        self.init(
            suite: host, name: finding.check, result: result,
            notes: finding.verdict == .warn ? ["warn: \(finding.summary)"] + trouble.text : [])
    }
}
