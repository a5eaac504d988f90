internal import Assessment
internal import Fleet

/// The beginning of a report for people.
struct Headline {
    private let report: Report

    init(_ report: Report) {
        self.report = report
    }

    /// Errors in the settings of the sweep itself.
    private var ownFaults: [Line] {
        let findings = report.run.hosts.flatMap { $0.findings.of(.unknown) }
            .filter { $0.signature == Finding.sweepSettingsSignature }
        return findings.gathered { $0.summary }.map { summary, alike in
            let advice = alike[0].remedy?.steps.first.map { step in
                if case .note(let note) = step { ". \(note.text)" } else { "" }
            }
            return "\(Verdict.unknown.glyph) \(summary)\(advice ?? "")"
        }
    }

    func lines(width: Int?) -> [Line] {
        let reason = ("\(report.decision.reason)" as Line).painted(.strong)
        let answer: Line = "\(report.decision.verdict.glyph) \(reason)"
        let about: Line = "\(report.run.origin)"
        return answer.wrapped(to: width, indent: 2) + ownFaults.flatMap { $0.wrapped(to: width, indent: 2) }
            + about.painted(.faint).wrapped(to: width, indent: 2)
    }
}

extension Report {
    var noteLines: [Line] {
        notes.flatMap { (Verdict.warn.label + "  " + "\($0)").wrapped(to: style.width, indent: 2) }
    }
}

extension Run {
    /// `sweep 20261123T160102Z-4f1c, 2026-11-23 16:01:02 UTC, took 3.2 s`.
    var origin: String {
        let duration = Reports.seconds(seconds)
        return "sweep \(id), \(utc(started)), took \(duration)"
    }
}
