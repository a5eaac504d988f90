internal import CLibSSH2

/// One channel of a session. It holds its session, which frees it, and must not be used after `close`.
final class SSHChannel {
    /// What the host may send before somebody reads it.
    static let window: UInt32 = 2 * 1024 * 1024
    /// What it may send in one packet.
    static let longestPacket: UInt32 = 32 * 1024

    let session: SSHSession
    let raw: OpaquePointer

    init(_ raw: OpaquePointer, on session: SSHSession) {
        self.raw = raw
        self.session = session
    }

    /// Opens a channel for a command.
    static func session(on session: SSHSession) async throws(SSHError) -> SSHChannel {
        let type = "session"
        let raw = try await session.completeOpening {
            libssh2_channel_open_ex($0, type, UInt32(type.utf8.count), window, longestPacket, nil, 0)
        }
        guard let raw else { throw SSHError(.shell, "the host opens no session: \(session.lastError)") }
        return SSHChannel(raw, on: session)
    }

    /// Asks the host to run a command, by way of the user's login shell.
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

    /// Whether the host has sent its last byte, and all of them were read.
    var isAtEnd: Bool { libssh2_channel_eof(raw) != 0 }

    /// What has come on a stream of the channel; nil when nothing is there.
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

    /// Waits until something has come, for this channel or another.
    func wait() async throws(SSHError) {
        try await session.transport.flush()
        try await session.transport.fill()
    }

    /// Sends what the channel's window takes now, and says how much that was, or libssh2's error.
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

    /// Waits for the host to close the channel, as it does after a command's exit status.
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

    /// Tells the host that the channel is done. The answer is not waited for: what libssh2 has not freed by now it frees
    /// with the session.
    func close() async {
        _ = libssh2_channel_free(raw)
        try? await session.transport.flush()
    }
}

extension SSHSession {
    /// What a failed call on an open channel means.
    var lost: SSHError {
        if let farewell = transport.farewell {
            return SSHError(.disconnected, "the host ended the session: \(quoted(farewell))")
        }
        return SSHError(.disconnected, lastError)
    }
}
