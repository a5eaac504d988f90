import Foundation
import Glibc

/// A port that nothing listens on at this moment.
func freePort() throws -> Int {
    let listener = try Listener()
    defer { close(listener.descriptor) }
    return listener.port
}

/// Waits, with a limit of ten seconds, until something accepts connections there.
func waitUntilListening(_ port: Int) throws {
    for _ in 0..<500 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        defer { close(descriptor) }
        if withLoopback(port, { connect(descriptor, $0, $1) }) == 0 { return }
        usleep(20_000)
    }
    throw TestFailure(description: "nothing listens on port \(port)")
}

/// A scripted peer: listens on 127.0.0.1 and does with each connection what it was told, on a thread of its own.
final class Listener: Sendable {
    let port: Int
    fileprivate let descriptor: Int32

    fileprivate init() throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        guard withLoopback(0, { bind(descriptor, $0, $1) }) == 0, listen(descriptor, 128) == 0 else {
            throw TestFailure(description: "cannot listen: \(errno)")
        }
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = getsockname(descriptor, $0, &length) }
        }
        self.descriptor = descriptor
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    /// Serves connections until the listener is closed.
    convenience init(_ serve: @escaping @Sendable (Connection) -> Void) throws {
        try self.init()
        let descriptor = descriptor
        Thread.detachNewThread {
            while true {
                let accepted = accept(descriptor, nil, nil)
                guard accepted >= 0 else { break }
                Thread.detachNewThread {
                    serve(Connection(descriptor: accepted))
                    Glibc.close(accepted)
                }
            }
            Glibc.close(descriptor)
        }
    }

    /// Stops to listen. The thread that accepts closes the descriptor: its number must not be given to another while it
    /// is still in use there.
    func close() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// One accepted connection, to be used with blocking calls.
    struct Connection: Sendable {
        let descriptor: Int32

        func send(_ text: String) {
            send(Array(text.utf8))
        }

        func send(_ bytes: [UInt8]) {
            _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        }

        /// What comes next; empty at the end.
        func receive() -> [UInt8] {
            var bytes = [UInt8](repeating: 0, count: 65536)
            let count = recv(descriptor, &bytes, bytes.count, 0)
            return Array(bytes[..<max(0, count)])
        }

        /// Whether the peer has not closed yet.
        var isOpen: Bool {
            var byte: UInt8 = 0
            let count = recv(descriptor, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
            if count > 0 { _ = receive() }
            return count > 0 || (count < 0 && errno == EAGAIN)
        }

        /// Reads until the peer has closed.
        func drain() {
            while !receive().isEmpty {}
        }
    }
}

func withLoopback(_ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    return withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
    }
}
