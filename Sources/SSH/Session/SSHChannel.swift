internal import CLibSSH2

/// A channel of a session; invalid after `close`.
final class SSHChannel {
    /// Bytes that the host may send before they are read.
    static let window: UInt32 = 2 * 1024 * 1024
    static let longestPacket: UInt32 = 32 * 1024

    let session: SSHSession
    let raw: OpaquePointer

    init(_ raw: OpaquePointer, on session: SSHSession) {
        self.raw = raw
        self.session = session
    }

    static func session(on session: SSHSession) async throws(SSHError) -> SSHChannel {
        let type = "session"
        let raw = try await session.completeOpening {
            libssh2_channel_open_ex($0, type, UInt32(type.utf8.count), window, longestPacket, nil, 0)
        }
        guard let raw else { throw SSHError(.shell, "the host refuses to open a session: \(session.lastError)") }
        return SSHChannel(raw, on: session)
    }

    /// The user's login shell runs it.
    func execute(_ command: String) async throws(SSHError) {
        let status = try await session.complete { _ in
            libssh2_channel_process_startup(raw, "exec", 4, command, UInt32(command.utf8.count))
        }
        guard status == 0 else {
            let user = session.destination.user
            throw SSHError(.shell, "the host does not run commands for \(user): \(session.lastError)")
        }
        session.transport.commandRuns()
    }

    /// Whether the host has sent EOF and all data was read.
    var isAtEnd: Bool { libssh2_channel_eof(raw) != 0 }

    /// Nil if nothing has arrived.
    func take(stream: Int32) throws(SSHError) -> [UInt8]? {
        let (count, bytes) = withUnsafeTemporaryAllocation(byteCount: Int(Self.longestPacket), alignment: 1) { buffer in
            let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            let count = libssh2_channel_read_ex(raw, stream, start, buffer.count)
            return (count, Array(buffer[..<max(0, count)]))
        }
        if count == 0 || count == Int(LIBSSH2_ERROR_EAGAIN) { return nil }
        guard count > 0 else { throw session.lost }
        session.transport.delivered(count)
        return bytes
    }

    /// Waits for data for any channel.
    func wait() async throws(SSHError) {
        try await session.transport.flush()
        try await session.transport.fill()
    }

    /// Returns the number of bytes sent, or libssh2's error.
    func send(_ bytes: some Collection<UInt8>) -> Int {
        Array(bytes).withUnsafeBytes { buffer in
            let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            return libssh2_channel_write_ex(raw, 0, start, buffer.count)
        }
    }

    func write(_ bytes: [UInt8]) async throws(SSHError) {
        var sent = 0
        while sent < bytes.count {
            let count = try await session.complete(
                { _ in send(bytes[sent...]) }, waitsWhile: { $0 == Int(LIBSSH2_ERROR_EAGAIN) || $0 == 0 })
            guard count > 0 else { throw session.lost }
            sent += count
        }
    }

    func finishWriting() async throws(SSHError) {
        guard try await session.complete({ _ in libssh2_channel_send_eof(raw) }) == 0 else { throw session.lost }
    }

    /// A host closes the channel after a command's exit status.
    func closed() async throws(SSHError) {
        guard try await session.complete({ _ in libssh2_channel_wait_closed(raw) }) == 0 else { throw session.lost }
    }

    var exitSignal: String? {
        var name: UnsafeMutablePointer<CChar>?
        libssh2_channel_get_exit_signal(raw, &name, nil, nil, nil, nil, nil)
        guard let name else { return nil }
        defer { libssh2_free(session.raw, name) }
        return String(cString: name)
    }

    /// Does not wait for the answer; libssh2 frees the rest with the session.
    func close() async {
        _ = libssh2_channel_free(raw)
        try? await session.transport.flush()
    }
}

extension SSHSession {
    /// The error for a failed call on an open channel.
    var lost: SSHError {
        if let disconnectMessage = transport.disconnectMessage {
            return SSHError(.disconnected, "the host ended the session: \(quoted(disconnectMessage))")
        }
        return SSHError(.disconnected, lastError)
    }
}
