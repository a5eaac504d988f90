internal import Glibc
internal import Sweep

/// What this process may have open, and what it must have open before anything else.
enum Descriptors {
    /// Standard streams, the event loop, reports, the record, the ssh-agent, name lookups.
    private static let ownNeeds = 40

    /// Opens what was closed of standard input, output and error, so that no socket or file gets their numbers and the
    /// report with them. Reading ends at once, and writing fails as on what is closed.
    static func occupyStandardStreams() {
        for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) < 0 {
            _ = unsafe open("/dev/null", O_RDONLY)
        }
    }

    /// How many descriptors this process may have open, once the limit is raised as far as it goes.
    static let limit: Int = {
        var limits = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits) == 0 else { return 0 }
        limits.rlim_cur = limits.rlim_max
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits)
        _ = unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits)
        return Int(clamping: limits.rlim_cur)
    }()

    /// How many hosts fit under that at a time.
    static func hostsAtATime() -> Int {
        max(1, (limit - ownNeeds) / Sweeper.descriptorsAHost)
    }

    /// So many hosts in hand at a time, and those that are waited for, as far as they fit.
    static func crowd(of width: Int) -> Crowd { Crowd(width: width).within(hostsAtATime()) }
}
