internal import Fleet
internal import Sweep

/// A session with a jump host, as `JumpRoutes` sees it.
protocol JumpSession: AnyObject {
    /// Whether new channels can be opened in it.
    var isUsable: Bool { get }
}

/// The state of the session for each route through jump hosts. No I/O.
struct JumpRoutes<Session: JumpSession, Waiting> {
    typealias Route = [JumpHost]

    /// How often a session that was lost after its login is opened again.
    static var reopenings: Int { 2 }

    private enum State {
        case opening([Waiting])
        case open(Session)
        /// No further login is tried.
        case failed(HostFailure)
    }

    private struct Entry {
        var state: State
        /// The current session; a route may have had others.
        var session: Session
        var losses = 0
        /// Whether a prompt is shown for a jump host of this route.
        var isAsking = false
        var hasAsked = false
    }

    /// What happens to a host that asks for a session.
    enum Request {
        case isOpen(Session)
        case hasFailed(HostFailure)
        /// `settle` returns it. While a prompt is shown, its clock stops.
        case waits(isAsking: Bool)
        /// The same, and the caller opens the session.
        case opens(Session)
    }

    private var entries: [Route: Entry] = [:]

    /// `make` gets the former session of the route, and whether another one can be opened without a prompt.
    mutating func request(
        _ route: Route, _ waiting: Waiting, make: (_ former: Session?, _ mayRetire: Bool) -> Session
    ) -> Request {
        let entry = entries[route]
        switch entry?.state {
        case .open(let session) where session.isUsable: return .isOpen(session)
        case .failed(let failure): return .hasFailed(failure)
        case .opening(let others):
            entries[route]?.state = .opening(others + [waiting])
            return .waits(isAsking: entry?.isAsking == true)
        case .open, nil:
            let session = make(entry?.session, entry?.hasAsked != true)
            entries[route, default: Entry(state: .opening([]), session: session)].session = session
            entries[route]?.state = .opening([waiting])
            return .opens(session)
        }
    }

    /// The session is open, or ended. Returns the hosts that waited for it.
    mutating func settle(_ route: Route, _ session: Session, _ result: Result<Session, HostFailure>) -> [Waiting] {
        // A retired session must not change the state of its successor.
        guard var entry = entries[route], entry.session === session else { return [] }
        defer { entries[route] = entry }
        let state: State =
            switch result {
            case .success(let session): .open(session)
            case .failure(let failure): .failed(failure)
            }
        switch (entry.state, state) {
        case (.opening(let waiting), _):
            entry.state = state
            return waiting
        // The next host opens it again.
        case (.open, .failed) where entry.losses < Self.reopenings: entry.losses += 1
        default: entry.state = state
        }
        return []
    }

    /// A prompt for the last jump host of the route is shown or gone: all routes that begin with it wait. Returns the
    /// hosts whose clocks stop or go on.
    mutating func note(isAsking: Bool, on route: Route) -> [Waiting] {
        var all: [Waiting] = []
        for (key, entry) in entries where key.starts(with: route) && entry.isAsking != isAsking {
            entries[key]?.isAsking = isAsking
            if isAsking { entries[key]?.hasAsked = true }
            if case .opening(let waiting) = entry.state { all += waiting }
        }
        return all
    }
}
