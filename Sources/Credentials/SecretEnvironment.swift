package import Fleet
internal import Glibc
internal import Synchronization

/// Secrets from the environment, removed from it, as child processes inherit it.
package enum SecretEnvironment {
    private static let taken = Mutex<[String: Secret]>([:])

    /// Not thread-safe: no other thread may read the environment meanwhile.
    package static func take(_ name: String) {
        guard let value = unsafe getenv(name) else { return }
        let count = unsafe strlen(value)
        let bytes = unsafe Array(UnsafeRawBufferPointer(start: value, count: count))
        // /proc/PID/environ shows this memory while the process lives.
        unsafe memset(value, 0, count)
        _ = unsafe unsetenv(name)
        taken.withLock { $0[name] = Secret(bytes) }
    }

    /// nil if it was not set, or not taken.
    package static func value(of name: String) -> Secret? { taken.withLock { $0[name] } }
}
