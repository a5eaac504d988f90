internal import CEpoll
internal import Glibc

/// The process's memory, which holds passwords and decrypted keys.
package enum OwnMemory {
    /// Keeps it out of core files and crash reports, and from other processes of the account.
    ///
    /// Call it before the first secret is read. Core collectors ignore the size limit, but get no core of a process
    /// that is not dumpable (core(5)). Swift's backtracer prints memory, so it stays on only with SWIFT_BACKTRACE.
    /// `exec` makes children dumpable again.
    package static func keepPrivate() {
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0 {
            limit.rlim_cur = 0
            setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
        }
        _ = shim_set_not_dumpable()
        guard getenv("SWIFT_BACKTRACE") == nil else { return }
        for number in [SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGBUS, SIGSEGV] { signal(number, SIG_DFL) }
    }
}
