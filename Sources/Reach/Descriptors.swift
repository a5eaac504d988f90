internal import Glibc
package import Sweep

/// File descriptors limit how many hosts are swept at a time.
package enum Descriptors {
    /// Standard streams, event loop, reports, record, ssh-agent, name lookups.
    private static let ownNeeds = 40

    /// Raised to the hard limit.
    package static let limit: Int = {
        var limits = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits) == 0 else { return 0 }
        limits.rlim_cur = limits.rlim_max
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits)
        _ = unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits)
        return Int(clamping: limits.rlim_cur)
    }()

    package static func hostsAtATime() -> Int {
        max(1, (limit - ownNeeds) / Sweeper.descriptorsAHost)
    }

    /// Includes hosts that are waited for.
    package static func pool(of width: Int) -> HostPool { HostPool(width: width).within(hostsAtATime()) }
}
