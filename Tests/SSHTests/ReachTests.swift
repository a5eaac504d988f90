import Foundation
import Net
import SSH
import Synchronization
import Testing

@Suite struct ReachTests {
    @Test func `each phase is announced in its order`() async throws {
        let server = try TestServer()
        let phases = Mutex<[SSHPhase]>([])
        let login = try server.login()
        let (address, port) = try await reach(
            "127.0.0.1", login, announce: { phase in phases.withLock { $0.append(phase) } })
        #expect(phases.withLock { $0 } == [.resolving, .connecting, .banner, .handshake, .authenticating, .open])
        #expect(address == "127.0.0.1")
        #expect(port != server.port)
    }

    @Test func `a name that does not exist, and a port where nothing listens, have outcomes of their own`() async throws
    {
        let login = Login(port: try freePort())
        let unknown = await #expect(throws: SSHError.self) { _ = try await reach("nowhere.invalid", login) }
        #expect(unknown?.kind == .dns)
        let refused = await #expect(throws: SSHError.self) { _ = try await reach("127.0.0.1", login) }
        #expect(refused?.kind == .refused)
    }

    @Test func `fifty sessions, some of which fail, leave no connection open`() async throws {
        let server = try TestServer()
        let logins = [try server.login(), server.login([])]
        try await onReactor { reactor in
            await withTaskGroup { group in
                for number in 0..<50 {
                    group.addTask {
                        _ = try? await logins[number % 2].open(on: reactor) { try await $0.output(of: "true") }
                    }
                }
            }
        }
        #expect(try connections(to: server.port) == 0)
    }

    @Test(arguments: [SSHPhase.handshake, .authenticating, .open])
    func `cancelling a session ends it at once, in each phase, and closes it`(_ phase: SSHPhase) async throws {
        let server = try TestServer()
        let reached = AsyncStream<Void>.makeStream()
        let holder = Holder()
        let listener = try Listener { peer in relay(peer, to: server.port, isHeld: { holder.isHeld.withLock { $0 } }) }
        defer { listener.close() }
        var login = try server.login()
        login.port = listener.port
        login.announce = { announced in
            guard announced == phase else { return }
            holder.isHeld.withLock { $0 = true }
            reached.continuation.yield()
        }
        let attempt = Task { [login] in try await login.failure(running: "sleep 60") }
        for await _ in reached.stream { break }
        attempt.cancel()
        #expect(try await attempt.value.kind == .cancelled)
        #expect(try connections(to: listener.port) == 0)
    }

    private func reach(
        _ host: String, _ login: Login, announce: @escaping @Sendable (SSHPhase) -> Void = { _ in }
    ) async throws -> (String?, Int?) {
        try await onReactor { reactor in
            let keys = HostKeys(KnownHosts(), policy: .acceptNew, file: "/dev/null")
            return try await reactor.withSSHSession(
                to: SSHDestination(host: host, port: login.port, user: login.user),
                options: SSHOptions(hostKeys: keys, identities: login.identities), announce: announce
            ) { ($0.localAddress?.host, $0.localAddress?.port) }
        }
    }
}

/// Whether a relay keeps back what the server says.
private final class Holder: Sendable {
    let isHeld = Mutex(false)
}

/// The sockets of this machine that are connected to a port and still belong to a process.
private func connections(to port: Int) throws -> Int {
    let table = try String(contentsOfFile: "/proc/net/tcp", encoding: .utf8)
    let suffix = ":" + String(format: "%04X", port)
    return table.split(separator: "\n").count { line in
        let fields = line.split(separator: " ")
        return fields.count > 9 && fields[2].hasSuffix(suffix) && fields[9] != "0"
    }
}
