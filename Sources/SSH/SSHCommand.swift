internal import CLibSSH2

/// A command that runs on the host: its output, its errors and its input, as one channel. Valid inside its scope only.
package final class SSHCommand {
    /// What comes from the command.
    package enum Event: Sendable, Equatable {
        case output([UInt8])
        case errors([UInt8])
        case end
    }

    /// How the command ended.
    package enum Exit: Sendable, Equatable {
        /// libssh2 reports 0 also when the host never sent a status: do not take it alone for success.
        case status(Int)
        /// The name without SIG, as the host gave it.
        case signal(String)
    }

    let channel: SSHChannel

    init(_ channel: SSHChannel) {
        self.channel = channel
    }

    /// Waits for output or errors. What is not read stays on the host once the channel's window (2 MB) is full.
    package func read() async throws(SSHError) -> Event {
        while true {
            if let bytes = try channel.take(stream: 0) { return .output(bytes) }
            if let bytes = try channel.take(stream: SSH_EXTENDED_DATA_STDERR) { return .errors(bytes) }
            if channel.isAtEnd { return .end }
            try await channel.wait()
        }
    }

    /// Hands bytes to the command's standard input, waiting while it does not take them.
    package func write(_ bytes: [UInt8]) async throws(SSHError) {
        try await channel.write(bytes)
    }

    /// Closes the command's standard input.
    package func finishWriting() async throws(SSHError) {
        try await channel.finishWriting()
    }

    /// Waits until the host has closed the channel, and says how the command ended. Ask after `.end`.
    package func exit() async throws(SSHError) -> Exit {
        try await channel.closed()
        if let signal = channel.exitSignal { return .signal(signal) }
        return .status(Int(libssh2_channel_get_exit_status(channel.raw)))
    }
}

extension SSHSession {
    /// Runs a command on the host while `body` talks to it; the channel is closed when `body` is done.
    ///
    /// Closing the channel closes the command's input and output; a command that reads neither lives on, as sshd sends
    /// it no signal. Throws `SSHError`, of kind `shell` when the host does not run it, and whatever `body` throws.
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
