internal import CEpoll
internal import Glibc

/// This process's own memory, which holds passwords and decrypted keys.
package enum OwnMemory {
    /// Keeps it out of core files, out of reports of crashes, and from other processes of the same account: to be called
    /// before the first secret is read.
    ///
    /// A core of a process that is not dumpable is given to no collector either, which takes no notice of the limit
    /// (core(5)). Swift's runtime would print what lies behind registers, and where a program was told to wait for signals
    /// by it; who wants that asks for it by SWIFT_BACKTRACE. Programs that are started are dumpable again by their `exec`.
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
