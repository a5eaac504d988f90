internal import Dispatch
internal import Glibc

extension Reactor {
    /// Connects to the first address that answers, and closes the connection after `body`.
    ///
    /// Each address but the last has `patience` seconds, as a host's IPv6 may be broken. Throws the last address's
    /// `NetError`.
    package func withStream<Result>(
        to addresses: [SocketAddress], from origin: Origin = Origin(), usesQuickAck: Bool = false,
        patience: Double = 2,
        _ body: (SocketStream) async throws -> Result
    ) async throws -> Result {
        let stream = try await connect(
            to: addresses, from: origin, usesQuickAck: usesQuickAck, patience: patience)
        defer { stream.close() }
        return try await body(stream)
    }

    private func connect(
        to addresses: [SocketAddress], from origin: Origin, usesQuickAck: Bool, patience: Double
    ) async throws(NetError) -> SocketStream {
        var failure = NetError.failed("no address to connect to")
        for (index, address) in addresses.enumerated() {
            let limit = index + 1 < addresses.count ? patience : nil
            do {
                return try await connect(
                    to: address, from: origin, usesQuickAck: usesQuickAck, within: limit)
            } catch .cancelled {
                throw .cancelled
            } catch {
                failure = error
            }
        }
        throw failure
    }

    private func connect(
        to address: SocketAddress, from origin: Origin, usesQuickAck: Bool, within limit: Double?
    ) async throws(NetError) -> SocketStream {
        let number = try beginConnecting(to: address, from: origin)
        let stream = SocketStream(number, on: self, usesQuickAck: usesQuickAck && address.isInternet)
        if let limit { queue.asyncAfter(deadline: .now() + limit, execute: stream.giveUp) }
        do {
            try await stream.connected()
            return stream
        } catch {
            stream.close()
            throw error
        }
    }
}

private func beginConnecting(to address: SocketAddress, from origin: Origin) throws(NetError) -> Int32 {
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let number = socket(address.family, kind, 0)
    guard number >= 0 else { throw NetError(errno: errno) }
    if address.isInternet {
        var on: Int32 = 1
        setsockopt(number, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }
    do throws(NetError) {
        try origin.bind(number, to: address)
    } catch {
        close(number)
        throw error
    }
    let (status, code) = address.withSockAddr { (Glibc.connect(number, $0, $1), errno) }
    guard status == 0 || code == EINPROGRESS else {
        close(number)
        throw NetError(errno: code)
    }
    return number
}
