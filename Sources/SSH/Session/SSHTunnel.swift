internal import CLibSSH2
package import Net

/// Why a host opened no tunnel, in libssh2's words.
package enum TunnelError: Error, Sendable, Equatable {
    /// `AllowTcpForwarding`, `PermitOpen`, or `restrict` for our key.
    case forbidden(String)
    case notConnected(String)
}

private final class SSHTunnel: ByteStream {
    private let channel: SSHChannel

    init(_ channel: SSHChannel) {
        self.channel = channel
    }

    func read() async throws(NetError) -> [UInt8] {
        try await translated { () async throws(SSHError) in
            while true {
                if let bytes = try channel.take(stream: 0) { return bytes }
                if channel.isAtEnd { return [] }
                try await channel.wait()
            }
        }
    }

    func write(_ bytes: [UInt8]) async throws(NetError) {
        try await translated { () async throws(SSHError) in try await channel.write(bytes) }
    }
}

extension SSHSession {
    /// Connects from the host to an address as the host sees it (`127.0.0.2`, 993).
    ///
    /// Throws `TunnelError`, after which the session stays usable.
    package func withTunnel<Result>(
        to host: String, port: Int, _ body: (any ByteStream) async throws -> Result
    ) async throws -> Result {
        let channel = try await openTunnel(to: host, port: port)
        do {
            let result = try await body(SSHTunnel(channel))
            await channel.close()
            return result
        } catch {
            await channel.close()
            throw error
        }
    }

    private func openTunnel(to host: String, port: Int) async throws -> SSHChannel {
        guard (1...65_535).contains(port), let number = Int32(exactly: port) else {
            throw TunnelError.notConnected("\(port) is not a port")
        }
        let raw = try await translated { () async throws(SSHError) in
            // The originator is for the host's log.
            try await completeOpening { libssh2_channel_direct_tcpip_ex($0, host, number, "127.0.0.1", 0) }
        }
        if let raw { return SSHChannel(raw, on: self) }
        if transport.disconnectMessage != nil { throw NetError.closed(lost.message) }
        // libssh2 has the reason code (RFC 4254, section 5.1) only in its text (channel.c).
        throw lastError.contains("administratively prohibited")
            ? TunnelError.forbidden(lastError) : TunnelError.notConnected(lastError)
    }
}

private func translated<Value>(
    _ body: () async throws(SSHError) -> Value
) async throws(NetError) -> Value {
    do {
        return try await body()
    } catch {
        throw error.kind == .cancelled ? .cancelled : .closed(error.message)
    }
}
