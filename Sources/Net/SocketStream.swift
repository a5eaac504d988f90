internal import Glibc

/// A connected socket, TCP or local, as a stream of bytes. It lives as long as the scope that opened it.
package final class SocketStream: ByteStream {
    private let descriptor: Descriptor
    private let inbox: Inbox
    private let gate: WriteGate

    /// Takes over a socket on which `connect` has just been called, and starts to watch it.
    init(_ number: Int32, on reactor: Reactor, acknowledgesAtOnce: Bool) {
        descriptor = Descriptor(number)
        inbox = Inbox(descriptor, on: reactor.queue, acknowledgesAtOnce: acknowledgesAtOnce)
        gate = WriteGate(descriptor, on: reactor.queue)
        inbox.activate { [gate] in gate.open() }
        gate.activate()
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

    /// Waits until the connection stands. `gate` is opened by the answer, or by the caller's timer.
    func connected() async throws(NetError) {
        try await gate.pass()
        // In this order: a reset sets the error before it takes the peer's address away.
        let stands = peerAddress != nil
        var code: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor.number, SOL_SOCKET, SO_ERROR, &code, &length)
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

    /// Closes the socket and waits until its descriptor is free again.
    func close() async {
        inbox.close()
        gate.close()
        await descriptor.closed()
    }

    /// Sends what the socket takes now, and says how much that was.
    private func send(_ bytes: ArraySlice<UInt8>) throws(NetError) -> Int {
        let (count, code) = bytes.withUnsafeBytes { buffer in
            (Glibc.send(descriptor.number, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL)), errno)
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
                call(descriptor.number, address, &length) == 0 ? SocketAddress(address, length: length) : nil
            }
        }
    }
}

extension SocketStream: PartingStream {
    package func writeAtOnce(_ bytes: [UInt8]) {
        _ = try? send(bytes[...])
    }
}
