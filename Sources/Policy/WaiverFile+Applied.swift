package import Fleet
package import Inventory

extension WaiverFile {
    /// Days before a waiver ends.
    private static let notice: Int64 = 14

    /// Marks waived findings, and warns of expired, unneeded or stray waivers.
    ///
    /// Warnings are waived too, because a gate may fail on them. The start of the run decides whether a waiver has
    /// expired. A waiver is not stray if `inventory` has a host for it; nil is an unknown inventory.
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
            // Another waiver may cover the failure.
            let isNeeded = findings.contains { isTrouble($0) && $0.waiver == nil }
            let counts = isNeeded ? "the failure counts again: fix it, or agree on another date" : "delete it"
            return "\(name) ended on \(waiver.until): \(counts)"
        }
        // Missing or unknown findings may still need it.
        let verdicts = Set(findings.map(\.verdict))
        let isSettled = verdicts.contains(.pass) && verdicts.isSubset(of: [.pass, .skipped])
        if isSettled { return "\(name) is no longer needed: nothing that it covers fails; delete it" }
        let days = (waiver.ends - run.started) / 86_400
        guard days < notice else { return nil }
        let time = days == 0 ? "today" : days == 1 ? "in a day" : "in \(days) days"
        return "\(name) ends on \(waiver.until), \(time): fix the failure before then, or agree on another date"
    }

    /// nil if the waiver matches a host outside the run.
    private static func whyStray(_ asked: Asked, _ inventory: [InventoryHost]?) -> String? {
        guard let inventory else {
            return "this run: if the run had the whole inventory, correct or delete the waiver"
        }
        let isKnown = inventory.contains { asked.means($0.name, $0.groups) }
        return isKnown ? nil : "the inventory: correct or delete the waiver"
    }

    private static func isTrouble(_ finding: Finding) -> Bool { [.fail, .warn].contains(finding.verdict) }
}
