internal import Glibc
internal import Sweep

enum Descriptors {
    /// Standard streams, event loop, reports, record, ssh-agent, name lookups.
    private static let ownNeeds = 40

    /// Opens /dev/null for closed standard streams: else a socket or file gets their number, and the report. Reads end
    /// at once, and writes fail.
    static func occupyStandardStreams() {
        for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) < 0 {
            _ = unsafe open("/dev/null", O_RDONLY)
        }
    }

    /// Raised to the hard limit.
    static let limit: Int = {
        var limits = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits) == 0 else { return 0 }
        limits.rlim_cur = limits.rlim_max
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits)
        _ = unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits)
        return Int(clamping: limits.rlim_cur)
    }()

    static func hostsAtATime() -> Int {
        max(1, (limit - ownNeeds) / Sweeper.descriptorsAHost)
    }

    /// Includes hosts that are waited for.
    static func crowd(of width: Int) -> HostPool { HostPool(width: width).within(hostsAtATime()) }
}
