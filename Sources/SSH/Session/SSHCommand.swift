internal import CLibSSH2

/// A command that runs on the host; valid only inside its scope.
package final class SSHCommand {
    package enum Event: Sendable, Equatable {
        case output([UInt8])
        case errors([UInt8])
        case end
    }

    package enum Exit: Sendable, Equatable {
        /// libssh2 also reports 0 if the host sent no status.
        case status(Int)
        /// Without the prefix SIG.
        case signal(String)
    }

    let channel: SSHChannel

    init(_ channel: SSHChannel) {
        self.channel = channel
    }

    /// Waits for output or errors; the channel's window (2 MB) limits unread data.
    package func read() async throws(SSHError) -> Event {
        while true {
            if let bytes = try channel.take(stream: 0) { return .output(bytes) }
            if let bytes = try channel.take(stream: SSH_EXTENDED_DATA_STDERR) { return .errors(bytes) }
            if channel.isAtEnd { return .end }
            try await channel.wait()
        }
    }

    /// Writes to standard input.
    package func write(_ bytes: [UInt8]) async throws(SSHError) {
        try await channel.write(bytes)
    }

    /// Closes standard input.
    package func finishWriting() async throws(SSHError) {
        try await channel.finishWriting()
    }

    /// Call it after `.end`.
    package func exit() async throws(SSHError) -> Exit {
        try await channel.closed()
        if let signal = channel.exitSignal { return .signal(signal) }
        return .status(Int(libssh2_channel_get_exit_status(channel.raw)))
    }
}

extension SSHSession {
    /// Runs a command during `body`, then closes the channel.
    ///
    /// sshd sends it no signal: a command that uses neither input nor output continues. Throws `SSHError`, of kind
    /// `shell` if the host does not run it.
    package func withCommand<Result>(
        _ command: String, _ body: (SSHCommand) async throws -> Result
    ) async throws -> Result {
        let channel = try await SSHChannel.session(on: self)
        do {
            try await channel.execute(command)
            let result = try await body(SSHCommand(channel))
            await channel.close()
            return result
        } catch {
            await channel.close()
            throw error
        }
    }
}
