package import Fleet
internal import Synchronization

/// The deadlines of one host: one for each phase, and one for all of them.
///
/// Lower rooms say which phase they are in; the engine cancels them when `expiry` returns. It holds which phase ran
/// out, since that is what the operator wants to know.
package final class PhaseClock: Sendable {
    /// What is being done to reach a host, in order; `waiting` is for leave to try a password, or for a person's answer.
    package enum Phase: Sendable, CaseIterable {
        case jumping, resolving, connecting, banner, handshake, authenticating, waiting, starting, running
        /// The dialogues through the tunnel, once the agent is done: a host that lets them run out is swept all the same.
        case tunnelling
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

        package init() {}

        func limit(of phase: Phase) -> Duration {
            switch phase {
            case .jumping: jumping
            case .resolving: resolving
            case .connecting: connecting
            case .banner: banner
            case .handshake: handshake
            case .authenticating: authenticating
            case .starting: starting
            case .tunnelling: tunnelling
            case .waiting, .running: total
            }
        }
    }

    private struct State {
        var phase = Phase.resolving
        var deadline: ContinuousClock.Instant
        var hasExpired = false
    }

    private let limits: Limits
    private let end: ContinuousClock.Instant
    private let state: Mutex<State>

    package init(_ limits: Limits) {
        self.limits = limits
        let now = ContinuousClock.now
        end = now + limits.total
        state = Mutex(State(deadline: min(end, now + limits.resolving)))
    }

    /// The phase in hand, or the one that ran out.
    package var phase: Phase { state.withLock { $0.phase } }

    /// Whether a deadline has passed; what is cancelled then was cancelled by it.
    package var hasExpired: Bool { state.withLock { $0.hasExpired } }

    /// What is left for all phases together.
    var left: Duration { ContinuousClock.now.duration(to: end) }

    /// Begins a phase and its deadline.
    package func enter(_ phase: Phase) {
        let deadline = min(end, ContinuousClock.now + limits.limit(of: phase))
        state.withLock {
            guard !$0.hasExpired else { return }
            $0.phase = phase
            $0.deadline = deadline
        }
    }

    /// Returns when the phase in hand has run out of time, or the task is cancelled.
    func expiry() async {
        while !Task.isCancelled {
            let left = ContinuousClock.now.duration(to: state.withLock { $0.deadline })
            if left <= .zero { return state.withLock { $0.hasExpired = true } }
            // A later phase may have an earlier deadline, so no sleep is long.
            try? await Task.sleep(for: min(left, .milliseconds(500)))
        }
    }

    /// What a host is that let its phase run out.
    package func failure() -> HostFailure {
        let limit = min(limits.limit(of: phase), limits.total).components.seconds
        return switch phase {
        case .jumping: HostFailure(.unreachable, "the way through its jump hosts was not open within \(limit) s")
        case .resolving: HostFailure(.dns, "no answer from the name service within \(limit) s")
        case .connecting:
            HostFailure(.unreachable, "no answer within \(limit) s: it is down, or packets to it are dropped")
        case .banner:
            HostFailure(.noBanner, "it accepts the connection but said nothing of SSH within \(limit) s")
        case .handshake: HostFailure(.handshake, "the SSH key exchange was not done within \(limit) s")
        case .authenticating: HostFailure(.timeout, "the login over SSH was not answered within \(limit) s")
        case .waiting:
            HostFailure(
                .timeout,
                "its turn to try the password, or your answer, had not come within \(limit) s: raise --timeout")
        case .starting:
            HostFailure(.shell, "the agent had not started within \(limit) s: does the login shell wait for something?")
        case .running, .tunnelling:
            HostFailure(.timeout, "the agent was not done within \(limit) s: three quarters of --timeout")
        }
    }
}
