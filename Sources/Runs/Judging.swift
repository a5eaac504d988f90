package import Checks
package import Fleet
internal import Net
internal import Synchronization

/// Judges hosts as they end, on threads of its own.
///
/// A host's output decides how long that takes. A check that exceeds the limit is unknown, and the host is judged again
/// without it.
package final class Judging: Sendable {
    /// Hundreds of times what the largest honest host takes.
    static let limit = Duration.seconds(5)
    /// A host may lose so many checks before all of it is unknown. After so many hosts, an operator's check is given up for
    /// the rest: its pattern is slow. A check of dovesweep's own never is, so that no host decides for others.
    static let mostLate = 3

    package let catalogue: Catalogue
    private let parameters: Parameters
    private let certificates: any CertificateReader
    private let workers = Workers(limit: Judging.limit)
    private let tasks = Mutex<[String: Task<HostResult, Never>]>([:])
    /// How many hosts each of the operator's checks was late on.
    private let late = Mutex<[String: Int]>([:])
    private let ended: @Sendable (HostResult) -> Void

    /// `ended` gets each result, before the checks of the whole fleet.
    package init(
        by catalogue: Catalogue, parameters: Parameters, certificates: any CertificateReader,
        ended: @escaping @Sendable (HostResult) -> Void = { _ in }
    ) {
        self.catalogue = catalogue
        self.ended = ended
        self.parameters = parameters
        self.certificates = certificates
    }

    package func begin(_ record: HostRecord, then tell: @escaping @Sendable (HostResult) -> Void = { _ in }) {
        let task = Task.detached { [self] in
            let result = await judge(record)
            ended(result)
            tell(result)
            return result
        }
        tasks.withLock { $0[record.host.name] = task }
    }

    private func judge(_ record: HostRecord) async -> HostResult {
        var left = late.withLock { Set($0.filter { $0.value >= Self.mostLate }.keys) }
        for _ in 0...Self.mostLate {
            let current = Current()
            let result = await workers.begin { [self, left] in
                catalogue.judge(record, parameters: parameters, certificates: certificates, late: left) {
                    current.check = $0
                }
            }.value()
            if let result { return result }
            guard let check = current.check else { break }
            left.insert(check)
            if isOwn(check) { late.withLock { $0[check, default: 0] += 1 } }
        }
        return catalogue.unjudged(record, parameters: parameters)
    }

    private func isOwn(_ id: String) -> Bool { catalogue.checks.contains { $0.id == id && $0 is OwnCheck } }

    /// Hosts not judged yet become unknown.
    package func giveUp() { workers.giveUp() }

    /// In the order of `records`, with the checks of the whole fleet.
    package func results(of records: [HostRecord]) async -> [HostResult] {
        var results: [HostResult] = []
        for record in records {
            if let task = tasks.withLock({ $0[record.host.name] }) {
                results.append(await task.value)
            } else {
                // It was never begun, so its evidence is small.
                results.append(catalogue.judge(record, parameters: parameters, certificates: certificates))
            }
        }
        return catalogue.judgeFleet(results)
    }

    /// The check that a worker is at.
    private final class Current: Sendable {
        private let id = Mutex<String?>(nil)
        var check: String? {
            get { id.withLock { $0 } }
            set { id.withLock { $0 = newValue } }
        }
    }
}
