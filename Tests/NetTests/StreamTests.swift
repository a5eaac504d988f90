import Foundation
import Glibc
import Net
import Testing

@Suite struct StreamTests {
    let reactor = Reactor()

    @Test(arguments: ["127.0.0.1", "::1"])
    func `bytes go both ways over IPv4 and IPv6`(_ host: String) async throws {
        let peer = try Peer(host, serve: echo)
        let (answer, local, remote) = try await stream(to: host, peer.port) { stream in
            try await stream.write(Array("hello".utf8))
            return (try await stream.read(), stream.localAddress, stream.peerAddress)
        }
        #expect(answer == Array("hello".utf8))
        #expect(local?.host == host)
        #expect(remote?.port == peer.port)
    }

    @Test func `megabytes go out while nobody reads their echo, up to what the kernel holds, and all come back`()
        async throws
    {
        let peer = try Peer(serve: echo)
        let bytes = (0..<20_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let back = try await stream(to: "127.0.0.1", peer.port) { stream in
            var back: [UInt8] = []
            for start in stride(from: 0, to: bytes.count, by: 100_000) {
                try await stream.write(Array(bytes[start..<start + 100_000]))
                while back.count < start { back += try await stream.read() }
            }
            while back.count < bytes.count { back += try await stream.read() }
            return back
        }
        #expect(back == bytes)
    }

    @Test func `megabytes go out to a peer that begins to read when they are on their way`() async throws {
        let peer = try Peer { descriptor in
            var bytes = [UInt8](repeating: 0, count: 1)
            // More than the kernel holds waits by then.
            guard recv(descriptor, &bytes, 1, 0) == 1 else { return }
            usleep(200_000)
            echo(descriptor)
        }
        let bytes = [UInt8](repeating: 7, count: 20_000_000)
        let count = try await stream(to: "127.0.0.1", peer.port) { stream in
            async let count = Self.count(of: stream, upTo: bytes.count)
            try await stream.write([1])
            try await stream.write(bytes)
            return try await count
        }
        #expect(count == bytes.count)
    }

    private static func count(of stream: SocketStream, upTo most: Int) async throws -> Int {
        var count = 0
        while count < most { count += try await stream.read().count }
        return count
    }

    @Test(arguments: [
        (Origin.Family?.none, ["127.0.0.1", "::1"]), (.IPv4, ["127.0.0.1"]), (.IPv6, ["::1"]),
    ])
    func `only addresses of the family that is wanted are connected to`(family: Origin.Family?, hosts: [String])
        async throws
    {
        let both = try await resolve("127.0.0.1", port: 22) + resolve("::1", port: 22)
        let origin = Origin(family)
        #expect(try origin.reachable(among: both).map(\.host) == hosts)
        let other = both.filter { !hosts.contains($0.host) }
        if !other.isEmpty { #expect(throws: NetError.self) { try origin.reachable(among: other) } }
    }

    @Test func `a stream ends once, after all that came`() async throws {
        let mailbox = Mailbox()
        mailbox.put([1, 2])
        mailbox.end(.closed("first"))
        mailbox.end()
        mailbox.end(.refused)
        #expect(try await mailbox.take() == [1, 2])
        for _ in 0..<2 { await #expect(throws: NetError.closed("first")) { try await mailbox.take() } }
    }

    @Test func `a peer that sends without end does not fill the memory`() async throws {
        let peer = try Peer { descriptor in
            let bytes = [UInt8](repeating: 1, count: 65536)
            while send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) > 0 {}
        }
        let largest = try await stream(to: "127.0.0.1", peer.port) { stream in
            var largest = 0
            for _ in 0..<50 {
                try await Task.sleep(for: .milliseconds(2))
                largest = max(largest, try await stream.read().count)
            }
            return largest
        }
        #expect(largest > 0)
        #expect(largest < 400_000)
    }

    @Test func `a peer that closes right after accepting is noticed every time`() async throws {
        let peer = try Peer { _ in }
        for _ in 0..<200 {
            let bytes = try await stream(to: "127.0.0.1", peer.port) { try await $0.read() }
            #expect(bytes.isEmpty)
        }
    }

    @Test func `a connection that the peer resets is at its end, for the reader and the writer`() async throws {
        let peer = try Peer { descriptor in
            var abort = linger(l_onoff: 1, l_linger: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &abort, socklen_t(MemoryLayout<linger>.size))
        }
        for _ in 0..<50 {
            try await stream(to: "127.0.0.1", peer.port) { stream in
                // Whether the kernel still tells the reset, or the end alone, depends on who asked first.
                do {
                    #expect(try await stream.read().isEmpty)
                } catch {
                    #expect(error as? NetError == .closed("Connection reset by peer"))
                }
                _ = await #expect(throws: NetError.self) { try await stream.write([1]) }
            }
        }
    }

    @Test func `a writer whose peer goes away while it waits is woken`() async throws {
        let peer = try Peer { descriptor in
            var byte: UInt8 = 0
            recv(descriptor, &byte, 1, 0)
        }
        try await stream(to: "127.0.0.1", peer.port) { stream in
            _ = await #expect(throws: NetError.self) {
                for _ in 0..<1000 { try await stream.write([UInt8](repeating: 0, count: 1_000_000)) }
            }
        }
    }

    @Test func `a port where nothing listens is refused`() async throws {
        let peer = try Peer(serve: echo)
        peer.close()
        await #expect(throws: NetError.refused) {
            try await stream(to: "127.0.0.1", peer.port) { _ in }
        }
    }

    @Test func `the next address is tried when one refuses`() async throws {
        let peer = try Peer("127.0.0.1", serve: echo)
        let addresses = try await resolve("::1", port: peer.port) + resolve("127.0.0.1", port: peer.port)
        let host = try await reactor.withStream(to: addresses) { $0.peerAddress?.host }
        #expect(host == "127.0.0.1")
    }

    @Test(arguments: ["reading", "writing"])
    func `cancelling ends a wait, and the scope still closes its socket`(_ what: String) async throws {
        let peer = try Peer(serve: silence)
        let (begun, signal) = AsyncStream<Void>.makeStream()
        let task = Task {
            try await stream(to: "127.0.0.1", peer.port) { stream in
                signal.yield()
                if what == "reading" { _ = try await stream.read() }
                while true { try await stream.write([UInt8](repeating: 0, count: 1_000_000)) }
            }
        }
        for await _ in begun { break }
        task.cancel()
        await #expect(throws: NetError.cancelled) { try await task.value }
    }

    @Test func `a path that is longer than the kernel takes is no address`() {
        #expect(SocketAddress(path: String(repeating: "x", count: 107)) != nil)
        #expect(SocketAddress(path: String(repeating: "x", count: 108)) == nil)
    }

    private func stream<Result: Sendable>(
        to host: String, _ port: Int, _ body: @escaping @Sendable (SocketStream) async throws -> Result
    ) async throws -> Result {
        let addresses = try await resolve(host, port: port)
        return try await withTaskExecutorPreference(reactor) {
            try await reactor.withStream(to: addresses) { try await body($0) }
        }
    }
}
