import Fleet
import Sweep
import Testing

@testable import Reach

/// One session for each route: who opens it, who waits, and what a loss changes.
@Suite struct `A route through jump hosts` {
    private final class Session: JumpSession {
        var isUsable = true
        var mayRetire = true
        var former: Session?
    }

    /// Hosts are numbers.
    private typealias Routes = JumpRoutes<Session, Int>

    private static let bastion = [JumpHost(name: "bastion", address: "192.0.2.1")]
    private static let inner = bastion + [JumpHost(name: "inner", address: "192.0.2.2")]
    private static let other = [JumpHost(name: "other", address: "192.0.2.3")]
    private static let loss = HostFailure(.disconnected, "the jump host bastion: lost")

    private var routes = Routes()

    private mutating func ask(_ host: Int, by route: [JumpHost] = bastion) -> Routes.Request {
        routes.request(route, host) { former, mayRetire in
            let session = Session()
            (session.former, session.mayRetire) = (former, mayRetire)
            return session
        }
    }

    /// The session that `host` has to open.
    private mutating func opening(for host: Int, by route: [JumpHost] = bastion) throws -> Session {
        guard case .opens(let session) = ask(host, by: route) else { throw Unexpected() }
        return session
    }

    private struct Unexpected: Error {}

    @Test mutating func `is opened by the first host, and the others wait`() throws {
        let session = try opening(for: 1)
        guard case .waits(isAsking: false) = ask(2) else { throw Unexpected() }
        #expect(routes.settle(Self.bastion, session, .success(session)) == [1, 2])
        guard case .isOpen(let shared) = ask(3) else { throw Unexpected() }
        #expect(shared === session)
    }

    @Test mutating func `has a session of its own`() throws {
        let session = try opening(for: 1)
        let further = try opening(for: 2, by: Self.inner)
        #expect(session !== further && further.former == nil)
        #expect(routes.settle(Self.inner, further, .success(further)) == [2])
        #expect(routes.settle(Self.bastion, session, .success(session)) == [1])
    }

    @Test mutating func `that has failed is not tried again`() throws {
        let session = try opening(for: 1)
        _ = ask(2)
        #expect(routes.settle(Self.bastion, session, .failure(Self.loss)) == [1, 2])
        guard case .hasFailed(let failure) = ask(3) else { throw Unexpected() }
        #expect(failure.reason == Self.loss.reason && failure.outcome == .disconnected)
    }

    @Test mutating func `whose open session was lost is opened again twice`() throws {
        var former: Session?
        for host in 1...Routes.reopenings + 1 {
            let session = try opening(for: host)
            #expect(session.former === former)
            #expect(routes.settle(Self.bastion, session, .success(session)) == [host])
            session.isUsable = false
            #expect(routes.settle(Self.bastion, session, .failure(Self.loss)) == [])
            former = session
        }
        guard case .hasFailed = ask(9) else { throw Unexpected() }
    }

    @Test mutating func `whose session is no longer usable gets another, before the loss is settled`() throws {
        let session = try opening(for: 1)
        _ = routes.settle(Self.bastion, session, .success(session))
        session.isUsable = false
        let successor = try opening(for: 2)
        #expect(successor.former === session)
        // The former session ends later, and changes nothing.
        #expect(routes.settle(Self.bastion, session, .failure(Self.loss)) == [])
        #expect(routes.settle(Self.bastion, successor, .success(successor)) == [2])
        guard case .isOpen = ask(3) else { throw Unexpected() }
    }

    @Test mutating func `that nobody has asked for is settled without effect`() throws {
        #expect(routes.settle(Self.bastion, Session(), .failure(Self.loss)) == [])
        #expect(try opening(for: 1).former == nil)
    }

    @Test mutating func `stops the clocks of the hosts that wait while a prompt is shown`() throws {
        _ = try opening(for: 1)
        _ = ask(2)
        #expect(routes.note(isAsking: true, on: Self.bastion) == [1, 2])
        guard case .waits(isAsking: true) = ask(3) else { throw Unexpected() }
        #expect(routes.note(isAsking: false, on: Self.bastion) == [1, 2, 3])
        guard case .waits(isAsking: false) = ask(4) else { throw Unexpected() }
    }

    @Test mutating func `notes a prompt once`() throws {
        _ = try opening(for: 1)
        #expect(routes.note(isAsking: false, on: Self.bastion) == [])
        #expect(routes.note(isAsking: true, on: Self.bastion) == [1])
        #expect(routes.note(isAsking: true, on: Self.bastion) == [])
    }

    @Test mutating func `waits for the prompts of the jump hosts before it, and for no others`() throws {
        _ = try opening(for: 1)
        _ = try opening(for: 2, by: Self.inner)
        _ = try opening(for: 3, by: Self.other)
        #expect(Set(routes.note(isAsking: true, on: Self.bastion)) == [1, 2])
        #expect(routes.note(isAsking: true, on: Self.inner) == [])
        #expect(routes.note(isAsking: true, on: Self.other) == [3])
    }

    @Test mutating func `that is open has no clocks to stop`() throws {
        let session = try opening(for: 1)
        _ = routes.settle(Self.bastion, session, .success(session))
        #expect(routes.note(isAsking: true, on: Self.bastion) == [])
    }

    /// Another session would prompt the operator again.
    @Test mutating func `that has asked keeps its session where another would ask again`() throws {
        let session = try opening(for: 1)
        #expect(session.mayRetire)
        _ = routes.note(isAsking: true, on: Self.bastion)
        _ = routes.note(isAsking: false, on: Self.bastion)
        _ = routes.settle(Self.bastion, session, .success(session))
        session.isUsable = false
        #expect(try opening(for: 2).mayRetire == false)
    }
}
