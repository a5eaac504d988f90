package import Fleet

/// A fault of more than half of the fleet, probably with one reason.
package struct CommonFault {
    package let verdict: Verdict
    package let sentence: String

    private static let fewest = 3

    package static func all(in run: Run) -> [CommonFault] {
        let swept = run.hosts.filter { $0.outcome == .swept }
        let lost = run.hosts.count { $0.outcome != .swept && $0.outcome != .interrupted }
        let unswept = CommonFault(
            verdict: .unknown,
            sentence:
                "\(lost) of \(run.hosts.count) hosts were not swept: look at this machine's keys, known_hosts and "
                + "network first: dovesweep doctor")
        // The report names a wrong account or password of the sweep in its first lines.
        let isNamed = swept.contains { $0.findings.contains { $0.signature == Finding.sweepSettingsSignature } }
        return (isCommon(lost, of: run.hosts.count) ? [unswept] : [])
            + run.items.flatMap { faults(of: $0, in: swept) }.filter { $0.verdict != .unknown || !isNamed }
    }

    private static func faults(of item: Item, in swept: [HostResult]) -> [CommonFault] {
        let cells = swept.map { $0.shown(item) }.filter { $0 != .verdict(.skipped) }
        return [Verdict.fail, .unknown, .warn].compactMap { verdict in
            let count = cells.count { $0 == .verdict(verdict) }
            guard isCommon(count, of: cells.count) else { return nil }
            let hosts = "\(count) of \(cells.count) hosts"
            return CommonFault(verdict: verdict, sentence: sentence(item.rawValue, verdict, hosts))
        }
    }

    private static func isCommon(_ count: Int, of all: Int) -> Bool { count >= fewest && count * 2 > all }

    private static func sentence(_ item: String, _ verdict: Verdict, _ hosts: String) -> String {
        switch verdict {
        case .fail: "\(item) fails on \(hosts): look for a common cause before you fix them one by one"
        case .unknown: "\(item) is unknown on \(hosts): the sweep itself may lack something, such as root privileges"
        default: "\(item) warns on \(hosts): look for a common cause before you fix them one by one"
        }
    }
}
