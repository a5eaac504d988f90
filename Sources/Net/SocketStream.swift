internal import Glibc

/// A connected socket, TCP or local, as a stream of bytes. It lives as long as the scope that opened it.
package final class SocketStream: DuplexStream {
    private let number: Int32
    private let inbox: Inbox
    private let gate = WriteGate()
    private let sockets: SocketSet
    private let token: SocketSet.Token

    /// Takes over a socket on which `connect` has just been called, and starts to watch it.
    init(_ number: Int32, on reactor: Reactor, acknowledgesAtOnce: Bool) {
        self.number = number
        let inbox = Inbox(number, acknowledgesAtOnce: acknowledgesAtOnce)
        self.inbox = inbox
        sockets = reactor.sockets
        token = sockets.add(number) { [gate] isReadable, isWritable in
            let isAtEnd = isReadable && inbox.receive()
            if isWritable || isAtEnd { gate.open() }
        }
    }

    package func read() async throws(NetError) -> [UInt8] {
        try await inbox.take()
    }

    package func write(_ bytes: [UInt8]) async throws(NetError) {
        var sent = 0
        while true {
            sent += try send(bytes[sent...])
            if sent == bytes.count { return }
            try await gate.pass()
        }
    }

    /// Our end of the connection: the address that the peer sees in its logs.
    package var localAddress: SocketAddress? { address(getsockname) }

    /// The peer's end; nil when the socket is not connected (yet, or any more).
    package var peerAddress: SocketAddress? { address(getpeername) }

    /// From now on the kernel acknowledges what comes when it sees fit: for a peer that no longer waits for it.
    package func acknowledgeAtLeisure() {
        inbox.acknowledgeAtLeisure()
    }

    /// Sends what the socket takes at this moment and drops the rest: for a last message before closing.
    package func writeAtOnce(_ bytes: [UInt8]) {
        _ = try? send(bytes[...])
    }

    /// Waits until the connection stands. `gate` is opened by the answer, or by the caller's timer.
    func connected() async throws(NetError) {
        try await gate.pass()
        // In this order: a reset sets the error before it takes the peer's address away.
        let stands = peerAddress != nil
        var code: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(number, SOL_SOCKET, SO_ERROR, &code, &length)
        // The inbox may have been first to fetch the pending error: reading it clears it.
        let end = inbox.end
        switch code == 0 ? end ?? 0 : code {
        // A reset is no answer to `connect`: the connection stood and is gone again, as the reader will find.
        case ECONNRESET, EPIPE: return
        case 0: if !stands, end == nil { throw NetError(errno: ETIMEDOUT) }
        case let failure: throw NetError(errno: failure)
        }
    }

    /// Ends a wait in `connected`.
    var giveUp: @Sendable () -> Void {
        { [gate] in gate.open() }
    }

    /// Closes the socket.
    func close() {
        sockets.remove(token, socket: number)
        inbox.close()
        Glibc.close(number)
    }

    /// Sends what the socket takes now, and says how much that was.
    private func send(_ bytes: ArraySlice<UInt8>) throws(NetError) -> Int {
        let (count, code) = bytes.withUnsafeBytes { buffer in
            (Glibc.send(number, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL)), errno)
        }
        if count >= 0 { return count }
        if code == EAGAIN || code == EINTR { return 0 }
        throw NetError(errno: code)
    }

    private func address(
        _ call: (Int32, UnsafeMutablePointer<sockaddr>?, UnsafeMutablePointer<socklen_t>?) -> Int32
    ) -> SocketAddress? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                call(number, address, &length) == 0 ? SocketAddress(address, length: length) : nil
            }
        }
    }
}
