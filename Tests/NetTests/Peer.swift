import Foundation
import Glibc

/// A listener on a loopback address, open until the tests end, that does with each connection what it was told, on a thread of its own.
final class Peer: Sendable {
    let port: Int
    private let descriptor: Int32

    init(_ host: String = "127.0.0.1", serve: @escaping @Sendable (Int32) -> Void) throws {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICHOST
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, "0", &hints, &list) == 0, let entry = list else { throw PeerFailure() }
        defer { freeaddrinfo(list) }
        let listening = socket(entry.pointee.ai_family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard bind(listening, entry.pointee.ai_addr, entry.pointee.ai_addrlen) == 0, listen(listening, 128) == 0 else {
            throw PeerFailure()
        }
        var address = sockaddr_in6()
        var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = getsockname(listening, $0, &length) }
        }
        // IPv4 and IPv6 have the port at the same place.
        port = Int(UInt16(bigEndian: address.sin6_port))
        descriptor = listening
        Thread.detachNewThread {
            while case let accepted = accept(listening, nil, nil), accepted >= 0 {
                Thread.detachNewThread {
                    serve(accepted)
                    Glibc.close(accepted)
                }
            }
            Glibc.close(listening)
        }
    }

    /// Stops to listen: connections are refused from now on. The thread that accepts closes the descriptor: its number
    /// must not be given to another while it is still in use there.
    func close() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }
}

struct PeerFailure: Error {}

/// Sends back all that comes, until the end.
@Sendable func echo(_ descriptor: Int32) {
    var bytes = [UInt8](repeating: 0, count: 65536)
    while case let count = recv(descriptor, &bytes, bytes.count, 0), count > 0 {
        var sent = 0
        while sent < count {
            let more = bytes[sent..<count].withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard more > 0 else { return }
            sent += more
        }
    }
}

/// Neither reads nor writes until the other side goes away.
@Sendable func silence(_ descriptor: Int32) {
    let peerClosed: Int16 = 0x2000  // POLLRDHUP, which Glibc's module does not import
    var watch = pollfd(fd: descriptor, events: peerClosed, revents: 0)
    poll(&watch, 1, -1)
}
