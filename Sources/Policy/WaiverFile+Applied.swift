package import Fleet
package import Inventory

extension WaiverFile {
    /// Days before a waiver's end from which to warn.
    private static let notice: Int64 = 14

    /// The run with each waived failure marked, and no other one, as of the day on which it began, and what is to be known of the waivers.
    ///
    /// Warnings are marked too, since a gate may fail on them. A waiver that has ended marks nothing. Of waivers for hosts
    /// of the inventory that the run did not ask for, nothing is said; nil is an inventory that is not known.
    package func applied(to run: Run, of inventory: [InventoryHost]? = nil) -> (run: Run, warnings: [String]) {
        let entries = entries.map { Asked(waiver: $0.waiver, means: $0.hosts.matcher()) }
        var waived = run
        for place in run.hosts.indices {
            let own = entries.filter { run.started < $0.waiver.ends && $0.isFor(run.hosts[place].host) }
            if own.isEmpty, run.hosts[place].findings.allSatisfy({ $0.waiver == nil }) { continue }
            waived.hosts[place].findings = run.hosts[place].findings.map { finding in
                guard Self.isTrouble(finding) else { return finding }
                var finding = finding
                finding.waiver = own.first { $0.waiver.covers(finding) }?.waiver
                return finding
            }
        }
        return (waived, entries.compactMap { Self.warning(of: $0, waived, inventory) })
    }

    /// A waiver, ready to be asked of many hosts.
    private struct Asked {
        let waiver: Waiver
        let means: (_ name: String, _ groups: [String]) -> Bool

        func isFor(_ host: Host) -> Bool { means(host.name, host.groups) }
    }

    private static func warning(of asked: Asked, _ run: Run, _ inventory: [InventoryHost]?) -> String? {
        let waiver = asked.waiver
        let name = "\(waiver.source): the waiver of \(waiver.subject) on \(waiver.hosts) (\(waiver.owner))"
        let hosts = run.hosts.map(\.host).filter(asked.isFor)
        if hosts.isEmpty { return whyStray(asked, inventory).map { "\(name) matches no host of \($0)" } }
        let names = Set(hosts.map(\.name))
        let findings = run.hosts.filter { names.contains($0.host.name) }.flatMap(\.findings).filter(waiver.covers)
        if waiver.ends <= run.started {
            // Another waiver may hold in its place.
            let isNeeded = findings.contains { isTrouble($0) && $0.waiver == nil }
            let counts = isNeeded ? "the failure counts again: mend it, or agree on another day" : "delete it"
            return "\(name) ended on \(waiver.until): \(counts)"
        }
        // What was not asked, or could not be judged, may still need it.
        let verdicts = Set(findings.map(\.verdict))
        let isSettled = verdicts.contains(.pass) && verdicts.isSubset(of: [.pass, .skipped])
        if isSettled { return "\(name) is no longer needed: nothing of it fails; delete it" }
        let days = (waiver.ends - run.started) / 86_400
        guard days < notice else { return nil }
        let time = days == 0 ? "today" : days == 1 ? "in a day" : "in \(days) days"
        return "\(name) ends on \(waiver.until), \(time): mend what fails until then, or agree on another day"
    }

    /// Where a waiver that is for no host of the run has no host at all; nil where it has one that was not asked for.
    private static func whyStray(_ asked: Asked, _ inventory: [InventoryHost]?) -> String? {
        guard let inventory else {
            return "this run: correct it or delete it, if the run was of the whole inventory"
        }
        let isKnown = inventory.contains { asked.means($0.name, $0.groups) }
        return isKnown ? nil : "the inventory: correct it, or delete it"
    }

    private static func isTrouble(_ finding: Finding) -> Bool { [.fail, .warn].contains(finding.verdict) }
}
