internal import Synchronization

/// Measures a jump host's latency, to limit how long one channel open delays the others.
package final class JumpLatency: Sendable {
    private static let most = Duration.seconds(1)
    private let slowest = Mutex<Duration?>(nil)

    package init() {}

    /// A time above `most` says nothing about the jump host.
    func answered(after time: Duration) {
        guard time <= Self.most else { return }
        slowest.withLock { $0 = max($0 ?? time, time) }
    }

    /// A login takes about nine round trips, a channel open one, and one to its target.
    package func letIn(after time: Duration) {
        answered(after: time / 4)
    }

    /// At least 250 ms, as the jump host may query a name server.
    var patience: Duration {
        slowest.withLock { $0.map { min(max($0 * 4, .milliseconds(250)), Self.most) } ?? Self.most }
    }
}
