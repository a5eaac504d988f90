internal import Checks
internal import Fleet
internal import Synchronization

/// Judges hosts as they end, away from the event loop, and gathers their results.
final class Judging: Sendable {
    let catalogue: Catalogue
    private let judge: @Sendable (HostRecord) -> HostResult
    private let tasks = Mutex<[String: Task<HostResult, Never>]>([:])
    /// Told of each host as it is judged.
    private let growing: GrowingReports?

    init(
        by catalogue: Catalogue, parameters: Parameters, certificates: any CertificateReader,
        growing: GrowingReports? = nil
    ) {
        self.catalogue = catalogue
        self.growing = growing
        judge = { catalogue.judge($0, parameters: parameters, certificates: certificates) }
    }

    /// Begins to judge a host, and tells how it stands when that is known.
    func begin(_ record: HostRecord, then tell: @escaping @Sendable (HostResult) -> Void = { _ in }) {
        let task = Task.detached { [judge, growing] in
            let result = judge(record)
            growing?.append(result)
            tell(result)
            return result
        }
        tasks.withLock { $0[record.host.name] = task }
    }

    /// The results of all the records, in their order, and what only the whole fleet shows.
    func results(of records: [HostRecord]) async -> [HostResult] {
        var results: [HostResult] = []
        for record in records {
            if let task = tasks.withLock({ $0[record.host.name] }) {
                results.append(await task.value)
            } else {
                results.append(judge(record))
            }
        }
        return catalogue.judgeFleet(results)
    }
}
