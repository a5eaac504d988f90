package import Fleet
internal import Synchronization

/// The deadlines of one host: one for each phase, and one for all of them.
///
/// Lower rooms say which phase they are in; the engine cancels them when `expiry` returns. It holds which phase ran
/// out, since that is what the operator wants to know. Through it a host that keeps us waiting lends its place.
package final class PhaseClock: Sendable {
    /// What is being done to reach a host, in order; `waiting` is for leave to try a password, or for a person's answer.
    package enum Phase: Sendable, CaseIterable {
        case jumping, resolving, connecting, banner, handshake, authenticating, waiting, starting, running

        /// Whether the host has not said a word yet.
        var isBeforeAnswer: Bool {
            switch self {
            case .jumping, .resolving, .connecting, .banner: true
            case .handshake, .authenticating, .waiting, .starting, .running: false
            }
        }
    }

    /// How long each phase may take; `waiting` and `running` have what is left of the total.
    package struct Limits: Sendable {
        /// Until the jump hosts on the way let us through; each has its own limits, which say more.
        package var jumping = Duration.seconds(35)
        package var resolving = Duration.seconds(10)
        package var connecting = Duration.seconds(10)
        package var banner = Duration.seconds(10)
        package var handshake = Duration.seconds(15)
        package var authenticating = Duration.seconds(20)
        package var starting = Duration.seconds(15)
        /// All dialogues through the tunnel together: Dovecot says after ten seconds that its auth process does not answer.
        package var tunnelling = Duration.seconds(12)
        /// All phases together, from the first one on.
        package var total = Duration.seconds(45)
        /// Whether the total is what was left of the host's time, and no limit of its own: who did not answer in that has
        /// not been asked for long enough.
        package var isCutShort = false

        package init() {}

        /// Ends with the host's own time, where that comes first.
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
        /// From when on the host's place is another's, whoever is to blame for the wait; nil: not in this phase.
        var lending: ContinuousClock.Instant?
    }

    let limits: Limits
    private let end: ContinuousClock.Instant
    private let place: Place
    private let patience: Duration?
    private let state: Mutex<State>

    package convenience init(_ limits: Limits) {
        self.init(limits, place: Place(among: Turns(limit: nil)))
    }

    /// How long a host may keep us waiting before another has its place meanwhile.
    package static let patience = Duration.milliseconds(250)

    /// For a host that has a place among those in hand, which is lent after so long without a word from it in one phase;
    /// nil: never.
    package init(_ limits: Limits, place: Place, patience: Duration? = nil) {
        (self.limits, self.place, self.patience) = (limits, place, patience)
        let now = place.now
        end = now + limits.total
        state = Mutex(
            State(deadline: min(end, now + limits.resolving), lending: patience.map { .now + $0 }))
    }

    /// The phase in hand, or the one that ran out.
    package var phase: Phase { state.withLock { $0.phase } }

    /// Whether a deadline has passed; what is cancelled then was cancelled by it.
    package var hasExpired: Bool { state.withLock { $0.hasExpired } }

    /// What is left for all phases together.
    var left: Duration { now.duration(to: end) }

    private var now: ContinuousClock.Instant { place.now }

    /// Begins a phase and its deadline.
    package func enter(_ phase: Phase) {
        let now = now
        state.withLock {
            guard !$0.hasExpired else { return }
            $0.phase = phase
            $0.deadline = min(end, now + limits.limit(of: phase))
            $0.lending = phase.isBeforeAnswer ? patience.map { .now + $0 } : nil
        }
    }

    /// The host, or a jump host on the way, has answered: waits for a place, if the host's was lent meanwhile.
    package func answered() async {
        keepPlace()
        await place.take()
    }

    /// Stands still while something is waited for that is no fault of the host: others, on the way through a jump host.
    package func excusing(_ wait: () async -> Void) async { await place.excusing(wait) }

    /// The same until `resume`: for a person's answer to a jump host.
    package func pause() { place.pause() }
    package func resume() { place.resume() }

    /// Waits without a place, and takes one again; false: the task was cancelled.
    func stoodBack(for pause: Duration) async -> Bool {
        place.lend()
        guard (try? await Task.sleep(for: pause)) != nil else { return false }
        return await place.take()
    }

    /// In this phase the place is not lent, however long it takes: more than a connection is held while it lasts.
    package func keepPlace() {
        state.withLock { $0.lending = nil }
    }

    /// Returns when the phase in hand has run out of time, or the task is cancelled.
    func expiry() async {
        while !Task.isCancelled {
            let now = now
            let (left, untilLending) = state.withLock { state in
                if let lending = state.lending, lending <= .now { lend(&state) }
                return (now.duration(to: state.deadline), state.lending.map { ContinuousClock.now.duration(to: $0) })
            }
            if left <= .zero { return state.withLock { $0.hasExpired = true } }
            // A later phase may have an earlier deadline, so no sleep is long.
            try? await Task.sleep(for: min(left, untilLending ?? left, .milliseconds(500)))
        }
    }

    /// While nobody can say that the host has answered.
    private func lend(_ state: inout State) {
        state.lending = nil
        place.lend()
    }

    /// What a host is that let its phase run out.
    package func failure() -> HostFailure {
        let duration = min(limits.limit(of: phase), limits.total)
        let isShort = duration < .seconds(1)
        let limit =
            isShort ? "\(whole(duration / .milliseconds(1), in: 0...1000)) ms" : "\(duration.components.seconds) s"
        return switch phase {
        case .jumping: HostFailure(.unreachable, "the way through its jump hosts was not open within \(limit)")
        case .resolving: HostFailure(.dns, "no answer from the name service within \(limit)")
        case .connecting:
            HostFailure(.unreachable, "no answer within \(limit): it is down, or packets to it are dropped")
        case .banner:
            HostFailure(.noBanner, "it accepts the connection but said nothing of SSH within \(limit)")
        case .handshake: HostFailure(.handshake, "the SSH key exchange was not done within \(limit)")
        case .authenticating: HostFailure(.timeout, "the login over SSH was not answered within \(limit)")
        case .waiting:
            HostFailure(
                .timeout,
                "its turn to try the password, or your answer, had not come within \(limit): raise --timeout")
        case .starting:
            HostFailure(.shell, "the agent had not started within \(limit): does the login shell wait for something?")
        case .running:
            HostFailure(.timeout, "the agent was not done within \(limit): three quarters of --timeout")
        }
    }
}
