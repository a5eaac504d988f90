package import Fleet
internal import Inventory

extension WaiverFile {
    /// Days before a waiver's end from which to warn.
    private static let notice: Int64 = 14

    /// The run with each waived failure marked, as of the day on which it began, and what is to be known of the waivers.
    ///
    /// Warnings are marked too, since a gate may fail on them. A waiver that has ended marks nothing.
    package func applied(to run: Run) -> (run: Run, warnings: [String]) {
        var run = run
        let holding = entries.filter { run.started < $0.waiver.ends }
        for place in run.hosts.indices {
            let own = holding.filter { $0.hosts.matches(run.hosts[place].host) }
            if own.isEmpty { continue }
            run.hosts[place].findings = run.hosts[place].findings.map { finding in
                guard Self.isTrouble(finding) else { return finding }
                var finding = finding
                finding.waiver = own.first { $0.waiver.covers(finding) }?.waiver
                return finding
            }
        }
        return (run, entries.compactMap { warning(of: $0, run) })
    }

    private func warning(of entry: Entry, _ run: Run) -> String? {
        let waiver = entry.waiver
        let name = "\(waiver.source): the waiver of \(waiver.subject) on \(waiver.hosts) (\(waiver.owner))"
        let hosts = run.hosts.filter { entry.hosts.matches($0.host) }
        let findings = hosts.flatMap(\.findings).filter(waiver.covers)
        let isNeeded = findings.contains(where: Self.isTrouble)
        if waiver.ends <= run.started {
            let counts = isNeeded ? "the failure counts again: mend it, or agree on another day" : "delete it"
            return "\(name) ended on \(waiver.until): \(counts)"
        }
        if hosts.isEmpty { return "\(name) matches no host of this run: correct it, or delete it" }
        if findings.isEmpty { return "\(name) matches no check of this run" }
        // What could not be judged may still need it.
        let isSettled = findings.allSatisfy { [.pass, .skipped].contains($0.verdict) }
        if isSettled { return "\(name) is no longer needed: nothing of it fails; delete it" }
        let days = (waiver.ends - run.started) / 86_400
        guard days < Self.notice else { return nil }
        return "\(name) ends on \(waiver.until), \(days == 0 ? "today" : days == 1 ? "in a day" : "in \(days) days")"
    }

    private static func isTrouble(_ finding: Finding) -> Bool { [.fail, .warn].contains(finding.verdict) }
}
