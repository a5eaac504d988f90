internal import Glibc

/// The output and exit of a program.
package struct ProgramRun: Sendable {
    package enum End: Sendable, Equatable {
        case status(Int32)
        case signal(Int32)
        /// Killed after `patience`.
        case outOfTime
        /// Killed at `outputLimit`.
        case tooMuchOutput
    }

    package var end = End.outOfTime
    package var output: [UInt8] = []
    package var errors: [UInt8] = []

    /// Runs a program without standard input; blocks until it ends.
    ///
    /// - Parameters:
    ///   - path: the executable, without a shell or search.
    ///   - arguments: without the program's name.
    ///   - patience: then its process group is killed.
    ///   - outputLimit: bytes of both streams.
    /// - Throws: `NetError` if it cannot be started.
    package init(
        of path: String, _ arguments: [String], patience: Duration, outputLimit: Int
    ) throws(NetError) {
        let output = try pipe()
        defer { close(output.read) }
        let errors: (read: Int32, write: Int32)
        do { errors = try pipe() } catch {
            close(output.write)
            throw error
        }
        defer { close(errors.read) }
        let deadline = ContinuousClock.now + patience
        let process: pid_t
        do {
            defer { for descriptor in [output.write, errors.write] { close(descriptor) } }
            process = try spawn(path, [path] + arguments) { actions in
                posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
                posix_spawn_file_actions_adddup2(&actions, output.write, STDOUT_FILENO)
                posix_spawn_file_actions_adddup2(&actions, errors.write, STDERR_FILENO)
            }
        }
        if let reason = read(output.read, errors.read, until: deadline, outputLimit) {
            end = reason
        } else if let status = status(of: process, until: deadline) {
            end = status
            return
        }
        kill(-process, SIGKILL)
        waitpid(process, nil, 0)
    }

    private mutating func read(
        _ output: Int32, _ errors: Int32, until deadline: ContinuousClock.Instant, _ limit: Int
    ) -> End? {
        var polled = [output, errors].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while polled.contains(where: { $0.fd >= 0 }) {
            let left = (deadline - .now) / .milliseconds(1)
            guard left > 0 else { return .outOfTime }
            _ = poll(&polled, nfds_t(polled.count), Int32(min(left, 1e6)) + 1)
            for place in polled.indices where polled[place].fd >= 0 && polled[place].revents != 0 {
                let count = Glibc.read(polled[place].fd, &buffer, buffer.count)
                if count > 0 {
                    if place == 0 { self.output += buffer[..<count] } else { self.errors += buffer[..<count] }
                } else if count == 0 || errno != EINTR {
                    polled[place].fd = -1
                }
            }
            if self.output.count + self.errors.count > limit { return .tooMuchOutput }
        }
        return nil
    }
}

private func pipe() throws(NetError) -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { throw NetError(errno: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
}

/// Nil at the deadline.
private func status(of process: pid_t, until deadline: ContinuousClock.Instant) -> ProgramRun.End? {
    var status: Int32 = 0
    while waitpid(process, &status, WNOHANG) == 0 {
        guard ContinuousClock.now < deadline else { return nil }
        usleep(500)
    }
    // WTERMSIG and WEXITSTATUS are not imported.
    let signal = status & 0x7F
    return signal == 0 ? .status(status >> 8 & 0xFF) : .signal(signal)
}
