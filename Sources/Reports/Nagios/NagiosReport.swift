import Fleet

extension NagiosState {
    /// What `--exit-codes nagios` ends with: what was cut short decides nothing, and warnings of counted hosts are
    /// told though the gate passes.
    init(_ report: Report) {
        let warns = report.run.hosts.contains { $0.host.state == .inService && $0.warns }
        switch report.decision.answer {
        case .passed: self = warns ? .warning : .ok
        case .failed: self = .critical
        case .undecided, .interrupted: self = .unknown
        }
    }
}

/// A run for a monitoring system: the answer, the numbers, the causes.
struct NagiosReport {
    let report: Report

    init(_ report: Report) {
        self.report = report
    }

    /// Nagios reads 8 KiB of a plugin and no more.
    private static let mostCauses = 20

    var text: String {
        let totals = report.run.totals
        let causes = report.run.causes
        let shown = causes.prefix(Self.mostCauses).map { shared -> Nagios in
            let hosts: Nagios = "\(NodeSet(shared.hosts).text, limit: 100)"
            return "\(shared.cause.check, limit: 50) on \(hosts): \(shared.cause.summary, limit: 150)"
        }
        let rest = causes.count - shown.count
        return NagiosOutput(
            state: NagiosState(report), sentence: report.decision.reason,
            numbers: [
                ("passing", totals.passing, totals.hosts), ("failing", totals.failing, totals.hosts),
                ("undecided", totals.undecided, totals.hosts), ("swept", totals.swept, totals.hosts),
                ("logins_proven", totals.loginsProven, totals.hosts),
            ],
            lines: shown + (rest > 0 ? ["… \(rest.counted("more cause"))"] : []) + ["\(totals.sentence)"]
        ).text
    }
}
