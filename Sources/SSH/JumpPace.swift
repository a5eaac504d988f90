internal import Synchronization

/// How long an address behind a jump host may keep others waiting for theirs, which goes by how quick the jump host is.
package final class JumpPace: Sendable {
    private static let most = Duration.seconds(1)
    private let slowest = Mutex<Duration?>(nil)

    package init() {}

    /// An opening was answered, by yes or no. What took longer than anybody is waited for tells of one address alone.
    func answered(after time: Duration) {
        guard time <= Self.most else { return }
        slowest.withLock { $0 = max($0 ?? time, time) }
    }

    /// The jump host has let us in, which takes some nine round trips; an opening takes one, and one more from there.
    package func letIn(after time: Duration) {
        answered(after: time / 4)
    }

    /// The jump host may have to ask a name server first, so that it is no less than a quarter of a second.
    var patience: Duration {
        slowest.withLock { $0.map { min(max($0 * 4, .milliseconds(250)), Self.most) } ?? Self.most }
    }
}
