internal import Glibc

/// A connected TCP or Unix socket; valid inside the scope that opened it.
package final class SocketStream: DuplexStream {
    private let number: Int32
    private let inbox: Inbox
    private let gate = WriteGate()
    private let sockets: SocketSet
    private let token: SocketSet.Token

    /// Takes ownership of a socket after `connect` was called.
    init(_ number: Int32, on reactor: Reactor, usesQuickAck: Bool) {
        self.number = number
        let inbox = Inbox(number, usesQuickAck: usesQuickAck)
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

    /// The address in the peer's logs.
    package var localAddress: SocketAddress? { address(getsockname) }

    /// Nil if not connected.
    package var peerAddress: SocketAddress? { address(getpeername) }

    /// Ends TCP_QUICKACK (see `Inbox`).
    package func disableQuickAck() {
        inbox.disableQuickAck()
    }

    /// Sends what fits now and drops the rest.
    package func writeAtOnce(_ bytes: [UInt8]) {
        _ = try? send(bytes[...])
    }

    /// The peer's answer or the caller's timer opens `gate`.
    func connected() async throws(NetError) {
        try await gate.pass()
        // In this order: a reset sets the error before it clears the peer's address.
        let stands = peerAddress != nil
        var code: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(number, SOL_SOCKET, SO_ERROR, &code, &length)
        // The inbox may have fetched the error first, which clears it.
        let end = inbox.end
        switch code == 0 ? end ?? 0 : code {
        // Not an answer to `connect`: the connection was established and reset.
        case ECONNRESET, EPIPE: return
        case 0: if !stands, end == nil { throw NetError(errno: ETIMEDOUT) }
        case let failure: throw NetError(errno: failure)
        }
    }

    var giveUp: @Sendable () -> Void {
        { [gate] in gate.open() }
    }

    func close() {
        sockets.remove(token, socket: number)
        inbox.close()
        Glibc.close(number)
    }

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
