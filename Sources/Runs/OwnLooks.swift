package import Checks
internal import Fleet
package import Sweep
internal import TLS

extension Catalogue {
    /// SHA-256 of the command or connection of each own check. The text itself may hold a secret.
    package var ownLooks: [String: String]? {
        let own = checks.compactMap { $0 as? OwnCheck }
        if own.isEmpty { return nil }
        return Dictionary(own.map { ($0.id, sha256(Array($0.question.utf8))) }, uniquingKeysWith: { $1 })
    }
}

extension StoredRecord {
    /// The checks whose answers here are to another question than the catalogue asks.
    package func changedChecks(in catalogue: Catalogue) -> [String] {
        let (then, now) = (header.ownLooks ?? [:], catalogue.ownLooks ?? [:])
        return then.keys.filter { now[$0] != nil && now[$0] != then[$0] }.sorted()
    }

    /// The same without the answers to these checks.
    func without(_ checks: [String]) -> StoredRecord {
        var record = self
        for place in record.hosts.indices where !checks.isEmpty {
            record.hosts[place].evidence.removeAll { checks.contains($0.probe.rawValue) }
        }
        return record
    }

    /// Says which of the operator's checks have answers here to another question than they ask now.
    package func notJudged(by catalogue: Catalogue) -> [String] {
        let changed = changedChecks(in: catalogue)
        if changed.isEmpty { return [] }
        return [
            "not judged: \(changed.joined(separator: ", ")): these checks have changed since the sweep: sweep again"
        ]
    }
}
