internal import Checks
internal import Fleet
internal import Net
internal import Synchronization

/// Judges hosts as they end, on threads of its own, and gathers their results.
///
/// What a host sent decides how long its judging takes. Each has a time limit: a host that is not judged by then is
/// unknown, and the others are judged as ever.
final class Judging: Sendable {
    /// Hundreds of times what the largest honest host takes.
    static let limit = Duration.seconds(5)
    static let late = "could not be judged in time"

    let catalogue: Catalogue
    private let judge: @Sendable (HostRecord) -> HostResult
    private let unjudged: @Sendable (HostRecord) -> HostResult
    private let workers = Workers(limit: Judging.limit)
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
        unjudged = { catalogue.unjudged($0, because: Judging.late, parameters: parameters) }
    }

    /// Begins to judge a host, and tells how it stands when that is known.
    func begin(_ record: HostRecord, then tell: @escaping @Sendable (HostResult) -> Void = { _ in }) {
        let promise = workers.begin { [judge] in judge(record) }
        // Nothing but the worker keeps what the host said.
        let bare = HostRecord(host: record.host, began: record.began, ending: record.ending)
        let task = Task.detached { [unjudged, growing] in
            let result = await promise.value() ?? unjudged(bare)
            growing?.append(result)
            tell(result)
            return result
        }
        tasks.withLock { $0[record.host.name] = task }
    }

    /// Waits no longer: hosts that are not judged by now are unknown.
    func giveUp() { workers.giveUp() }

    /// The results of all the records, in their order, and what only the whole fleet shows.
    func results(of records: [HostRecord]) async -> [HostResult] {
        var results: [HostResult] = []
        for record in records {
            if let task = tasks.withLock({ $0[record.host.name] }) {
                results.append(await task.value)
            } else {
                // It was never begun, and has no evidence that could take long.
                results.append(judge(record))
            }
        }
        return catalogue.judgeFleet(results)
    }
}
