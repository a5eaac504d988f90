internal import Dispatch
internal import Glibc

extension Reactor {
    /// Runs a shell command with the stream as its standard input and output, during `body`.
    ///
    /// Standard error is discarded, as this process's own may be a terminal in use.
    package func withProgram<Result>(
        _ command: String, _ body: (SocketStream) async throws -> Result
    ) async throws -> Result {
        let (ours, theirs) = try socketPair()
        let process: pid_t
        do {
            defer { close(theirs) }
            process = try spawn(command, over: theirs)
        } catch {
            close(ours)
            throw error
        }
        let stream = SocketStream(ours, on: self, usesQuickAck: false)
        defer {
            stream.close()
            end(process)
        }
        return try await body(stream)
    }
}

private func socketPair() throws(NetError) -> (Int32, Int32) {
    var pair: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &pair) == 0 else { throw NetError(errno: errno) }
    // The program expects a pipe that blocks.
    _ = fcntl(pair[0], F_SETFL, O_NONBLOCK)
    return (pair[0], pair[1])
}

/// The program gets its own process group, no blocked signals, and the default SIGPIPE.
private func spawn(_ command: String, over descriptor: Int32) throws(NetError) -> pid_t {
    try spawn("/bin/sh", ["/bin/sh", "-c", "exec \(command)"]) { actions in
        posix_spawn_file_actions_adddup2(&actions, descriptor, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, descriptor, STDOUT_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    }
}

/// Starts a program in its own process group, without blocked signals and with SIGPIPE at its default.
func spawn(
    _ path: String, _ words: [String], streams: (inout posix_spawn_file_actions_t) -> Void
) throws(NetError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    streams(&actions)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (none, usual) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigemptyset(&usual)
    sigaddset(&usual, SIGPIPE)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &usual)
    posix_spawnattr_setflags(
        &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
    let copies: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, path, &actions, &attributes, copies + [nil], environ)
    guard code == 0 else { throw .failed("the program could not be started: \(systemText(code))") }
    return process
}

private func end(_ process: pid_t) {
    kill(-process, SIGHUP)
    DispatchQueue.global().async {
        for _ in 0..<20 {
            if waitpid(process, nil, WNOHANG) != 0 { return }
            usleep(50_000)
        }
        kill(-process, SIGKILL)
        waitpid(process, nil, 0)
    }
}
