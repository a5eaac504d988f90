package import Fleet
internal import Synchronization

/// The deadlines of one host, for each phase and in total.
///
/// `Transport` enters the phases, and the engine cancels the work when `expiry` returns. A silent host lends its slot.
package final class PhaseClock: Sendable {
    /// In order. `waiting` is for a login permit or for the operator's answer.
    package enum Phase: Sendable, CaseIterable {
        case jumping, resolving, connecting, banner, handshake, authenticating, waiting, starting, running

        var isBeforeAnswer: Bool {
            switch self {
            case .jumping, .resolving, .connecting, .banner: true
            case .handshake, .authenticating, .waiting, .starting, .running: false
            }
        }
    }

    /// `waiting` and `running` may use the rest of the total.
    package struct Limits: Sendable {
        /// All jump hosts together. Each has its own limits, with more precise failures.
        package var jumping = Duration.seconds(35)
        package var resolving = Duration.seconds(10)
        package var connecting = Duration.seconds(10)
        package var banner = Duration.seconds(10)
        package var handshake = Duration.seconds(15)
        package var authenticating = Duration.seconds(20)
        package var starting = Duration.seconds(15)
        /// All tunnel dialogues together. Dovecot reports after ten seconds that its auth process does not answer.
        package var tunnelling = Duration.seconds(12)
        package var total = Duration.seconds(45)
        /// Whether the total is only the rest of the host's budget: too short to call a service silent.
        package var isCutShort = false

        package init() {}

        mutating func end(within left: Duration) {
            guard left < total else { return }
            (total, isCutShort) = (left, true)
        }

        func limit(of phase: Phase) -> Duration {
            switch phase {
            case .jumping: jumping
            case .resolving: resolving
            case .connecting: connecting
            case .banner: banner
            case .handshake: handshake
            case .authenticating: authenticating
            case .starting: starting
            case .waiting, .running: total
            }
        }
    }

    private struct State {
        var phase = Phase.resolving
        var deadline: ContinuousClock.Instant
        var hasExpired = false
        var lending: ContinuousClock.Instant?
    }

    /// How many times longer than usual a probe may take: hosts with more time in all are expected to be slow.
    var probePatience: Int { whole(limits.total / Limits().total, in: 1...10) }

    let limits: Limits
    private let end: ContinuousClock.Instant
    private let place: PoolSlot
    private let lendsAfter: Duration?
    private let state: Mutex<State>

    package convenience init(_ limits: Limits) {
        self.init(limits, place: PoolSlot(among: AsyncSemaphore(limit: nil)))
    }

    /// The silence after which a host lends its slot.
    package static let patience = Duration.milliseconds(250)

    /// A nil `patience` never lends the slot.
    package init(_ limits: Limits, place: PoolSlot, patience: Duration? = nil) {
        (self.limits, self.place, lendsAfter) = (limits, place, patience)
        let now = place.now
        end = now + limits.total
        state = Mutex(
            State(deadline: min(end, now + limits.resolving), lending: lendsAfter.map { .now + $0 }))
    }

    package var phase: Phase { state.withLock { $0.phase } }

    /// Whether a deadline has passed and so caused the cancellation.
    package var hasExpired: Bool { state.withLock { $0.hasExpired } }

    var left: Duration { now.duration(to: end) }

    private var now: ContinuousClock.Instant { place.now }

    package func enter(_ phase: Phase) {
        let now = now
        state.withLock {
            guard !$0.hasExpired else { return }
            $0.phase = phase
            $0.deadline = min(end, now + limits.limit(of: phase))
            $0.lending = phase.isBeforeAnswer ? lendsAfter.map { .now + $0 } : nil
        }
    }

    /// The host, or a jump host before it, has answered. Waits for a slot if needed.
    package func answered() async {
        keepPlace()
        await place.take()
    }

    /// Pauses the clock for a delay that other hosts cause.
    package func excusing(_ wait: () async -> Void) async { await place.excusing(wait) }

    /// The same until `resume`, for a question of a jump host to the operator.
    package func pause() { place.pause() }
    package func resume() { place.resume() }

    /// Sleeps without a slot; false if the task was cancelled.
    func stoodBack(for pause: Duration) async -> Bool {
        place.lend()
        guard (try? await Task.sleep(for: pause)) != nil else { return false }
        return await place.take()
    }

    /// Does not lend the slot in this phase, which needs more than a connection.
    package func keepPlace() {
        state.withLock { $0.lending = nil }
    }

    /// Returns when the phase runs out or the task is cancelled.
    func expiry() async {
        while !Task.isCancelled {
            let now = now
            let (left, untilLending) = state.withLock { state in
                if let lending = state.lending, lending <= .now { lend(&state) }
                return (now.duration(to: state.deadline), state.lending.map { ContinuousClock.now.duration(to: $0) })
            }
            if left <= .zero { return state.withLock { $0.hasExpired = true } }
            // A later phase may end earlier, so no sleep is long.
            try? await Task.sleep(for: min(left, untilLending ?? left, .milliseconds(500)))
        }
    }

    /// With the lock held, so that the host cannot answer in between.
    private func lend(_ state: inout State) {
        state.lending = nil
        place.lend()
    }

    package func failure() -> HostFailure {
        let duration = min(limits.limit(of: phase), limits.total)
        let isShort = duration < .seconds(1)
        let limit =
            isShort ? "\(whole(duration / .milliseconds(1), in: 0...1000)) ms" : "\(duration.components.seconds) s"
        return switch phase {
        case .jumping: HostFailure(.unreachable, "the connection through its jump hosts was not ready within \(limit)")
        case .resolving: HostFailure(.dns, "no answer from the name service within \(limit)")
        case .connecting:
            HostFailure(.unreachable, "no answer within \(limit): it is down, or packets to it are dropped")
        case .banner:
            HostFailure(.noBanner, "it accepts the connection but sent no SSH banner within \(limit)")
        case .handshake: HostFailure(.handshake, "the SSH key exchange was not done within \(limit)")
        case .authenticating: HostFailure(.timeout, "the login over SSH was not answered within \(limit)")
        case .waiting:
            HostFailure(
                .timeout,
                "the password could not be tried, or your answer did not come, within \(limit): raise --timeout")
        case .starting:
            HostFailure(.shell, "the agent had not started within \(limit): does the login shell wait for something?")
        case .running:
            HostFailure(.timeout, "the agent did not finish within \(limit), three quarters of --timeout")
        }
    }
}
