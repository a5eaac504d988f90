internal import Glibc

enum StandardStreams {
    /// Opens /dev/null for closed standard streams: else a socket or file gets their number, and the report. Reads end
    /// at once, and writes fail.
    static func occupy() {
        for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) < 0 {
            _ = unsafe open("/dev/null", O_RDONLY)
        }
    }
}
