internal import Fleet
internal import Synchronization

/// The login throttle of each machine, which may have several inventory names.
final class LoginThrottles: Sendable {
    private struct Machine: Hashable {
        let address: String
        let port: Port
        let way: SSHSettings?
        let jumps: [JumpHost]?
    }

    private let doors = Mutex<[Machine: LoginThrottle]>([:])

    func door(of host: Host) -> LoginThrottle {
        let machine = Machine(address: host.address, port: host.port, way: host.ssh, jumps: host.jumps)
        return doors.withLock { doors in
            let door = doors[machine] ?? LoginThrottle()
            doors[machine] = door
            return door
        }
    }
}

/// Limits parallel SSH logins to one machine after sshd drops a connection (`MaxStartups`).
///
/// After the first drop one login runs at a time, and each success raises the limit by one. A second drop halves and
/// fixes it. Each drop also delays the next login, as other clients use `MaxStartups` too.
final class LoginThrottle: Sendable {
    fileprivate struct State {
        var limit: Int?
        var isSettled = false
        /// Counts the drops. Results from earlier rounds are ignored.
        var round = 0
        /// Drops in a row, and the end of the delay after them.
        var refusals = 0
        var opens: ContinuousClock.Instant?

        var wait: Duration? {
            opens.map { ContinuousClock.now.duration(to: $0) }.flatMap { $0 > .zero ? $0 : nil }
        }
    }

    /// After this many drops in a row waiting is useless.
    fileprivate static let mostRefusals = 6

    private let turns = AsyncSemaphore(limit: nil)
    private let state = Mutex(State())

    /// A ticket without waiting, if possible.
    func knockAtOnce() -> ThrottleTicket? {
        guard state.withLock({ $0.wait }) == nil, turns.takeAtOnce() else { return nil }
        return ThrottleTicket(at: self, in: state.withLock { $0.round })
    }

    /// Waits for a ticket, whose `end` must be called; nil if the task was cancelled.
    func knock() async -> ThrottleTicket? {
        guard await turns.take() else { return nil }
        while let wait = state.withLock({ $0.wait }) {
            guard (try? await Task.sleep(for: wait)) != nil else {
                turns.giveBack()
                return nil
            }
        }
        return ThrottleTicket(at: self, in: state.withLock { $0.round })
    }

    fileprivate func end(_ result: ThrottleTicket.Result, in round: Int) {
        let limit = state.withLock { state -> Int? in
            guard round == state.round else { return nil }
            switch result {
            case .turnedAway: state.turnAway()
            case .letIn: state.letIn()
            case .other: break
            }
            return state.limit
        }
        if let limit { turns.limit(to: limit) }
        turns.giveBack()
    }
}

extension LoginThrottle.State {
    fileprivate mutating func turnAway() {
        refusals += 1
        round += 1
        guard refusals < LoginThrottle.mostRefusals else {
            (limit, isSettled, opens) = (.max, true, nil)
            return
        }
        isSettled = limit != nil
        limit = max(1, (limit ?? 1) / 2)
        opens = .now + .milliseconds(min(4000, 250 << refusals)) * Double.random(in: 0.5...1)
    }

    fileprivate mutating func letIn() {
        (refusals, opens) = (0, nil)
        if let limit, !isSettled { self.limit = limit + 1 }
    }
}

/// The right to one login attempt.
final class ThrottleTicket: Sendable {
    enum Result { case letIn, turnedAway, other }

    private let door: LoginThrottle
    private let round: Int
    private let isOver = Atomic(false)

    fileprivate init(at door: LoginThrottle, in round: Int) {
        self.door = door
        self.round = round
    }

    func end(_ result: Result) {
        if !isOver.exchange(true, ordering: .relaxed) { door.end(result, in: round) }
    }
}
