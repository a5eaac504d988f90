internal import Fleet
internal import Synchronization

/// The doors of the machines that are swept: many names of an inventory may be one machine.
final class Doors: Sendable {
    private struct Machine: Hashable {
        let address: String
        let port: Port
        let way: SSHSettings?
        let jumps: [JumpHost]?
    }

    private let doors = Mutex<[Machine: Door]>([:])

    func door(of host: Host) -> Door {
        let machine = Machine(address: host.address, port: host.port, way: host.ssh, jumps: host.jumps)
        return doors.withLock { doors in
            let door = doors[machine] ?? Door()
            doors[machine] = door
            return door
        }
    }
}

/// How many ask one machine for a login at a time: as many as like, until it turns one away (`MaxStartups`).
///
/// From then on they go in one by one, one more at a time after each that was let in, and when one is turned away again,
/// half as many, and no more: so nobody is turned away a third time. When others than we use up its patience, nobody knocks
/// for a while.
final class Door: Sendable {
    fileprivate struct State {
        var limit: Int?
        var isSettled = false
        /// How often the limit was lowered: who knocked before that says nothing of it.
        var round = 0
        /// How many were turned away one after another, and until when nobody knocks for that.
        var refusals = 0
        var opens: ContinuousClock.Instant?

        /// How long to stand back before the next one.
        var wait: Duration? {
            opens.map { ContinuousClock.now.duration(to: $0) }.flatMap { $0 > .zero ? $0 : nil }
        }
    }

    /// After so many in a row it turns everybody away, and there is nothing to wait for.
    fileprivate static let mostRefusals = 6

    private let turns = Turns(limit: nil)
    private let state = Mutex(State())

    /// Leave to knock, where there is no line.
    func knockAtOnce() -> Knock? {
        guard state.withLock({ $0.wait }) == nil, turns.takeAtOnce() else { return nil }
        return Knock(at: self, in: state.withLock { $0.round })
    }

    /// Waits for leave to knock; nil: the task was cancelled. Who knocks must report what came of it.
    func knock() async -> Knock? {
        guard await turns.take() else { return nil }
        while let wait = state.withLock({ $0.wait }) {
            guard (try? await Task.sleep(for: wait)) != nil else {
                turns.giveBack()
                return nil
            }
        }
        return Knock(at: self, in: state.withLock { $0.round })
    }

    fileprivate func end(_ result: Knock.Result, in round: Int) {
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

extension Door.State {
    fileprivate mutating func turnAway() {
        refusals += 1
        round += 1
        guard refusals < Door.mostRefusals else {
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

/// One that stands at a door, until it has reported once what came of it.
final class Knock: Sendable {
    enum Result { case letIn, turnedAway, other }

    private let door: Door
    private let round: Int
    private let isOver = Atomic(false)

    fileprivate init(at door: Door, in round: Int) {
        self.door = door
        self.round = round
    }

    func end(_ result: Result) {
        if !isOver.exchange(true, ordering: .relaxed) { door.end(result, in: round) }
    }
}
