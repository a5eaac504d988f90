import Glibc
import Net
import Testing

/// Addresses that do not answer.
@Suite(.timeLimit(.minutes(10))) struct `An address that does not answer` {
    private let reactor = Reactor()

    @Test func `makes room for the next one`() async throws {
        let silent = try SilentListener()
        let peer = try Peer(serve: echo)
        let addresses = try await resolve("127.0.0.1", port: silent.port) + resolve("127.0.0.1", port: peer.port)
        let port = try await reactor.withStream(to: addresses, patience: 0.05) { $0.peerAddress?.port }
        #expect(port == peer.port)
    }

    /// A client repeats its first packet after a second.
    @Test func `is waited for where it is the last`() async throws {
        let silent = try SilentListener()
        let addresses = try await resolve("127.0.0.1", port: silent.port)
        async let port = reactor.withStream(to: addresses, patience: 0.01) { $0.peerAddress?.port }
        try await Task.sleep(for: .milliseconds(200))
        silent.answer()
        #expect(try await port == silent.port)
    }
}

/// A listener whose queue is full, so that the kernel drops what would begin a connection.
private final class SilentListener: Sendable {
    let port: Int
    private let listening: Int32
    private let waiting: [Int32]

    init() throws {
        listening = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listening = listening
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listening, $0, length) == 0 && listen(listening, 0) == 0
                    && getsockname(listening, $0, &length) == 0
            }
        }
        guard isBound else { throw PeerFailure() }
        port = Int(UInt16(bigEndian: address.sin_port))
        waiting = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                (0..<3).map { _ in
                    let kind =
                        Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
                    let number = socket(AF_INET, kind, 0)
                    _ = connect(number, address, socklen_t(MemoryLayout<sockaddr_in>.size))
                    return number
                }
            }
        }
    }

    /// Empties the queue.
    func answer() {
        for number in waiting { close(number) }
        _ = listen(listening, 16)
        for _ in 0..<2 { close(accept(listening, nil, nil)) }
    }

    deinit { close(listening) }
}
