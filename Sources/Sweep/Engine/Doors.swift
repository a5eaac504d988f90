internal import Fleet
internal import Synchronization

/// The doors of the machines that are swept: many names of an inventory may be one machine.
final class Doors: Sendable {
    private struct Machine: Hashable {
        let address: String
        let port: Int
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
/// half as many, and no more: so nobody is turned away a third time.
final class Door: Sendable {
    private struct State {
        var limit: Int?
        var isSettled = false
        /// How often the limit was lowered: who knocked before that says nothing of it.
        var round = 0
    }

    private let turns = Turns(limit: nil)
    private let state = Mutex(State())

    /// Leave to knock, where there is no line.
    func knockAtOnce() -> Knock? {
        turns.takeAtOnce() ? Knock(at: self, in: state.withLock { $0.round }) : nil
    }

    /// Waits for leave to knock; nil: the task was cancelled. Who knocks must report what came of it.
    func knock() async -> Knock? {
        guard await turns.take() else { return nil }
        return Knock(at: self, in: state.withLock { $0.round })
    }

    fileprivate func end(_ result: Knock.Result, in round: Int) {
        let limit = state.withLock { state -> Int? in
            guard round == state.round else { return nil }
            switch (result, state.limit) {
            case (.turnedAway, let limit):
                state.limit = max(1, (limit ?? 1) / 2)
                state.isSettled = limit != nil
                state.round += 1
            case (.letIn, let limit?) where !state.isSettled: state.limit = limit + 1
            case (.letIn, _), (.other, _): return nil
            }
            return state.limit
        }
        if let limit { turns.limit(to: limit) }
        turns.giveBack()
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
