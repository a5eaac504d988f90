import Dispatch
import Glibc
import Net

/// A real TCP connection over loopback, blocking on threads of its own: enough for tests.
final class SocketStream: ByteStream {
    private let socket: Int32
    /// The most bytes that one read hands over.
    private let portion: Int

    init(port: UInt16, portion: Int = 16384) throws {
        self.portion = portion
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard connectToLoopback(socket, port) == 0 else { throw NetError.refused }
    }

    deinit {
        Glibc.close(socket)
    }

    func read() async throws(NetError) -> [UInt8] {
        let (socket, portion) = (socket, portion)
        let result: Result<[UInt8], NetError> = await onThread {
            var bytes = [UInt8](repeating: 0, count: portion)
            let count = recv(socket, &bytes, bytes.count, 0)
            return count < 0 ? .failure(.closed("reset")) : .success(Array(bytes.prefix(count)))
        }
        return try result.get()
    }

    func write(_ bytes: [UInt8]) async throws(NetError) {
        let socket = socket
        let result: Result<Void, NetError> = await onThread {
            send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
                ? .success(()) : .failure(.closed("reset"))
        }
        try result.get()
    }
}

/// A server on loopback that serves one connection with a closure, on a thread of its own.
struct LoopbackServer {
    let port: UInt16

    init(serve: @escaping @Sendable (Int32) -> Void) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        port = listenOnLoopback(listener)
        Dispatch.DispatchQueue.global().async {
            let connection = accept(listener, nil, nil)
            serve(connection)
            close(connection)
            close(listener)
        }
    }

    /// A server that reads what comes first, answers with some bytes, and closes.
    init(answering answer: [UInt8]) {
        self.init { connection in
            var hello = [UInt8](repeating: 0, count: 4096)
            _ = recv(connection, &hello, hello.count, 0)
            _ = send(connection, answer, answer.count, Int32(MSG_NOSIGNAL))
        }
    }
}

private func onThread<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        DispatchQueue.global().async { continuation.resume(returning: work()) }
    }
}

private func loopback(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    return address
}

private func connectToLoopback(_ socket: Int32, _ port: UInt16) -> Int32 {
    var address = loopback(port)
    return withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
    }
}

/// Binds to a free port and says which.
private func listenOnLoopback(_ socket: Int32) -> UInt16 {
    var address = loopback(0)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            precondition(bind(socket, $0, size) == 0 && listen(socket, 4) == 0)
            precondition(getsockname(socket, $0, &size) == 0)
        }
    }
    return UInt16(bigEndian: address.sin_port)
}
