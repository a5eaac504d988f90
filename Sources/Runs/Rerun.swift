package import Checks
package import Fleet
internal import Reports
package import Sweep

/// The hosts that a run reports, and those that it sweeps; the others come from an earlier run.
package struct SweepPlan {
    /// In report order.
    package let all: [Host]
    package let swept: [Host]
    /// Of the hosts not swept.
    package var kept: [HostRecord] = []

    package init(all: [Host], swept: [Host], kept: [HostRecord] = []) {
        (self.all, self.swept, self.kept) = (all, swept, kept)
    }

    package func replacing(_ hosts: [Host]) -> SweepPlan {
        let known = Dictionary(hosts.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        return SweepPlan(all: all.map { known[$0.name] ?? $0 }, swept: hosts, kept: kept)
    }

    /// In report order.
    package func all(_ records: [HostRecord]) -> [HostRecord] {
        let found = Dictionary((kept + records).map { ($0.host.name, $0) }, uniquingKeysWith: { $1 })
        return all.compactMap { found[$0.name] }
    }
}

/// An earlier run, of which hosts that did not pass are swept again.
package struct Rerun {
    package let record: StoredRecord
    private let failed: Set<String>

    /// Judges the run by this catalogue if it has no stored result.
    package init(of loaded: LoadedRun, by catalogue: Catalogue) async throws {
        let stored = try loaded.stored()
        record = stored.without(stored.changedChecks(in: catalogue))
        let run = try await loaded.run(by: catalogue)
        failed = Set(run.hosts.filter { $0.standing != .passing }.map(\.host.name))
    }

    /// Which rows of the report are not new.
    package func note(on plan: SweepPlan) -> String {
        Self.note(swept: plan.swept.count, kept: plan.kept.count, from: record.header.id)
    }

    fileprivate static func note(swept: Int, kept: Int, from id: String) -> String {
        let again = "swept again: \(swept.counted("host"))"
        return kept == 0 ? again : "\(again); the results of \(kept.counted("other")) are from sweep \(id)"
    }

    /// All hosts of that run: those that did not pass, and are among the hosts of today, as today's inventory has them.
    package func plan(for fleet: [Host]) -> SweepPlan {
        let today = Dictionary(fleet.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        let again = { (host: Host) in failed.contains(host.name) ? today[host.name] : nil }
        return SweepPlan(
            all: record.header.hosts.map { again($0) ?? $0 }, swept: record.header.hosts.compactMap(again),
            kept: record.hosts.filter { again($0.host) == nil })
    }
}

extension LoadedRun {
    /// Which rows of a stored rerun are older than it.
    package var rerunNotes: [String] {
        let header = String(decoding: (record ?? []).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        // Only then is the whole record read.
        guard header.contains("\"rerunOf\":\""), let stored = try? stored(), let former = stored.header.rerunOf else {
            return []
        }
        let kept = stored.hosts.count { $0.began < stored.header.started }
        return [Rerun.note(swept: stored.hosts.count - kept, kept: kept, from: former)]
    }
}

extension HostRecord {
    package var events: [Record.Event] {
        let name = host.name
        return [.began(host: name, at: began)] + evidence.map { .evidence(host: name, $0) }
            + dialogues.map { .dialogue(host: name, $0) } + [.ended(host: name, ending)]
    }
}
