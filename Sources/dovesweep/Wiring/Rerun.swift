internal import Checks
internal import Fleet
internal import Inventory
internal import Sweep

/// Which hosts a run reports, and which of them are swept for it; the others come from an earlier run.
struct SweepPlan {
    /// In the order of the report.
    let all: [Host]
    let swept: [Host]
    /// The evidence of those that are not swept.
    var kept: [HostRecord] = []

    /// The same with what has become known of hosts that are to be swept.
    func replacing(_ hosts: [Host]) -> SweepPlan {
        let known = Dictionary(hosts.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        return SweepPlan(all: all.map { known[$0.name] ?? $0 }, swept: hosts, kept: kept)
    }

    /// The records of all the hosts, once those that are swept are there.
    func all(_ records: [HostRecord]) -> [HostRecord] {
        let found = Dictionary((kept + records).map { ($0.host.name, $0) }, uniquingKeysWith: { $1 })
        return all.compactMap { found[$0.name] }
    }
}

/// An earlier run whose hosts that did not pass are to be swept again.
struct Rerun {
    let record: StoredRecord
    private let failed: Set<String>

    /// What was never judged is judged by this catalogue.
    init(of loaded: LoadedRun, by catalogue: Catalogue) async throws {
        record = try loaded.stored()
        let run = try await loaded.run(by: catalogue)
        failed = Set(run.hosts.filter { $0.standing != .passing }.map(\.host.name))
    }

    /// All hosts of that run: those that did not pass, and are among the hosts of today, as today's inventory has them.
    func plan(for fleet: [Host]) -> SweepPlan {
        let today = Dictionary(fleet.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        let again = { (host: Host) in failed.contains(host.name) ? today[host.name] : nil }
        return SweepPlan(
            all: record.header.hosts.map { again($0) ?? $0 }, swept: record.header.hosts.compactMap(again),
            kept: record.hosts.filter { again($0.host) == nil })
    }
}

extension HostRecord {
    /// The lines of a record that say the same.
    var events: [Record.Event] {
        let name = host.name
        return [.began(host: name, at: began)] + evidence.map { .evidence(host: name, $0) }
            + dialogues.map { .dialogue(host: name, $0) } + [.ended(host: name, ending)]
    }
}

extension ChosenHosts {
    /// Those of them that are these hosts, in their order.
    func only(_ fleet: [Host]) -> ChosenHosts {
        let own = Dictionary(hosts.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        return ChosenHosts(hosts: fleet.compactMap { own[$0.name] }, inventory: inventory, vault: vault)
    }
}
