import Foundation
import Net
import SSH
import Synchronization
import Testing

/// Peers that do not behave: each gets its outcome, and none makes us wait for ever.
@Suite struct PeerTests {
    @Test func `a peer that closes at once never spoke SSH`() async throws {
        let error = try await failure { _ in }
        #expect(error.kind == .noBanner)
        #expect(error.message.contains("closes it without an SSH banner"))
        #expect(error.wasDropped)
    }

    @Test func `a peer that says something and closes is quoted`() async throws {
        let error = try await failure { $0.send("Exceeded \u{1B}[31mMaxStartups\r\n") }
        #expect(error.kind == .noBanner)
        #expect(error.message.contains("Exceeded \\x1b[31mMaxStartups"))
        #expect(!error.wasDropped)
    }

    @Test func `a peer that has too many logins in hand is told from one that says something else`() async throws {
        let error = try await failure { $0.send("Exceeded MaxStartups\r\n") }
        #expect(error.kind == .noBanner)
        #expect(error.message.contains("too many logins at the same time"))
        #expect(error.wasDropped)
    }

    @Test func `a peer that speaks HTTP for ever is not waited for`() async throws {
        let error = try await failure { peer in
            for _ in 0..<10_000 { peer.send("HTTP/1.1 400 Bad Request\r\n") }
            peer.drain()
        }
        #expect(error.kind == .noBanner)
        #expect(error.message.contains("HTTP/1.1 400"))
    }

    @Test func `a line without an end is not waited for`() async throws {
        let error = try await failure { peer in
            peer.send([UInt8](repeating: 0x41, count: 100_000))
            peer.drain()
        }
        #expect(error.kind == .noBanner)
    }

    @Test func `a banner without an end is not waited for`() async throws {
        let error = try await failure { peer in
            peer.send("SSH-2.0-" + String(repeating: "a", count: 1_000_000))
            peer.drain()
        }
        #expect(error.kind == .noBanner)
    }

    @Test func `a peer of SSH version 1 is a failed handshake`() async throws {
        let error = try await failure { peer in
            peer.send("SSH-1.5-old\n")
            peer.drain()
        }
        #expect(error.kind == .handshake)
        #expect(error.message.contains("SSH-1.5-old"))
    }

    @Test func `a peer that closes after its banner is a failed handshake`() async throws {
        let error = try await failure { peer in
            peer.send("SSH-2.0-test\r\n")
            _ = peer.receive()
        }
        #expect(error.kind == .handshake)
        #expect(error.wasDropped)
    }

    @Test func `garbage after the banner is a failed handshake`() async throws {
        let error = try await failure { peer in
            peer.send("SSH-2.0-test\r\n" + String(repeating: "garbage ", count: 1000))
            peer.drain()
        }
        #expect(error.kind == .handshake)
    }

    @Test func `messages without end during the handshake are given up`() async throws {
        // SSH_MSG_IGNORE: length 12, padding 4, type 2, a string of two bytes.
        let ignore: [UInt8] = [0, 0, 0, 12, 4, 2, 0, 0, 0, 2, 0x41, 0x41, 0, 0, 0, 0]
        let error = try await failure { peer in
            peer.send("SSH-2.0-test\r\n")
            for _ in 0..<100 { peer.send([UInt8](repeating: 0, count: 512).flatMap { _ in ignore }) }
            peer.drain()
        }
        #expect(error.kind == .handshake)
        #expect(error.message.contains("without end"))
    }

    @Test(arguments: [SSHPhase.banner, .handshake])
    func `cancelling ends the wait for a silent peer, in each phase`(_ phase: SSHPhase) async throws {
        let listener = try Listener { peer in
            if phase == .handshake { peer.send("SSH-2.0-test\r\n") }
            peer.drain()
        }
        defer { listener.close() }
        let reached = AsyncStream<SSHPhase>.makeStream()
        var login = Login(port: listener.port)
        login.announce = { reached.continuation.yield($0) }
        let attempt = Task { [login] in try await login.failure() }
        for await announced in reached.stream where announced == phase { break }
        attempt.cancel()
        #expect(try await attempt.value.kind == .cancelled)
    }

    @Test func `a real server whose bytes come one by one is logged in to`() async throws {
        let server = try TestServer()
        let listener = try Listener { peer in relay(peer, to: server.port) }
        defer { listener.close() }
        var login = try server.login()
        login.port = listener.port
        #expect(try await login { try await $0.output(of: "echo in").0 } == "in\n")
    }

    @Test func `a server that is cut off at any point fails with an outcome`() async throws {
        let server = try TestServer()
        let length = try await cutOff(server, at: .max).bytes
        #expect(length > 2000)
        for limit in Array(stride(from: 1, to: length - 200, by: 97)) {
            let (failure, phase, _) = try await cutOff(server, at: limit)
            let error = try #require(failure, "cut after \(limit) of \(length) bytes")
            #expect([.noBanner, .handshake, .auth, .shell, .disconnected].contains(error.kind), "\(limit): \(error)")
            // It is tried again only if it was never told who we are.
            #expect(error.wasDropped == [.banner, .handshake].contains(phase), "\(limit): \(error)")
        }
    }

    /// One session whose server is gone after so many bytes: how it failed, in which phase, and how much it had said.
    private func cutOff(
        _ server: TestServer, at limit: Int
    ) async throws -> (error: SSHError?, phase: SSHPhase?, bytes: Int) {
        let seen = Progress()
        let listener = try Listener { peer in
            relay(peer, to: server.port, limit: limit, count: { said in seen.bytes.withLock { $0 += said } })
        }
        defer { listener.close() }
        var login = try server.login()
        login.port = listener.port
        login.announce = { announced in seen.phase.withLock { $0 = announced } }
        do {
            _ = try await login { try await $0.output(of: "echo in") }
            return (nil, seen.phase.withLock { $0 }, seen.bytes.withLock { $0 })
        } catch let error as SSHError {
            return (error, seen.phase.withLock { $0 }, seen.bytes.withLock { $0 })
        }
    }

    private func failure(_ serve: @escaping @Sendable (Listener.Connection) -> Void) async throws -> SSHError {
        let listener = try Listener(serve)
        defer { listener.close() }
        return try await Login(port: listener.port).failure()
    }
}

/// How far a session has come.
private final class Progress: Sendable {
    let phase = Mutex<SSHPhase?>(nil)
    let bytes = Mutex(0)
}
