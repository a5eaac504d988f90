internal import Assessment
internal import Fleet

struct NagiosReport {
    let report: Report

    init(_ report: Report) {
        self.report = report
    }

    var text: String {
        let totals = report.run.totals
        let shared = report.run.causes.filter { $0.waivers.isEmpty } + report.run.causes.filter { !$0.waivers.isEmpty }
        let causes = shared.map { shared -> Nagios in
            let hosts: Nagios = "\(NodeSet(shared.hosts).text, limit: 100)"
            let standing = shared.standing.map { ", \($0, limit: 100)" as Nagios }.joined()
            return "\(shared.cause.check, limit: 50) on \(hosts): \(shared.cause.summary, limit: 150)\(standing)"
        }
        let lost = NotSwept(report.run).groups.map { group -> Nagios in
            let hosts = group.hosts.map { "\($0.host.name)\($0.host.place)" }.joined(separator: ", ")
            return "not swept (\(group.outcome.rawValue)): \(hosts, limit: 200): \(group.reason, limit: 150)"
        }
        let notes = report.notes.map { "note: \($0, limit: 200)" as Nagios }
        return NagiosOutput(
            state: NagiosState(report.decision, of: report.run), sentence: report.decision.reason,
            numbers: [
                ("passing", totals.passing, totals.hosts), ("failing", totals.failing, totals.hosts),
                ("undecided", totals.undecided, totals.hosts), ("waived", totals.waived, totals.hosts),
                ("swept", totals.swept, totals.hosts),
                ("logins_proven", totals.loginsProven, totals.hosts),
            ],
            lines: [causes, remarks("unknown", .unknown), remarks("warning", .warn), lost, notes]
                .flatMap(NagiosOutput.shortened) + ["\(totals.sentence)"]
        ).text
    }

    private func remarks(_ word: Nagios, _ verdict: Verdict) -> [Nagios] {
        SharedRemark.all(verdict, in: report.run).map { remark in
            let hosts: Nagios = "\(NodeSet(remark.hosts).text, limit: 100)"
            return "\(word): \(remark.subject, limit: 70) on \(hosts): \(remark.summary, limit: 150)"
        }
    }
}
