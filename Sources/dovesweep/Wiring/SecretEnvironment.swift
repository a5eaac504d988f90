internal import Fleet
internal import Glibc
internal import Synchronization

/// Secrets that came by the environment. They are taken out of it, as every program that is started inherits it.
enum SecretEnvironment {
    private static let taken = Mutex<[String: Secret]>([:])

    /// Takes a variable out of the environment, and keeps its value. It must be called while no other thread looks at the
    /// environment.
    static func take(_ name: String) {
        guard let value = unsafe getenv(name) else { return }
        let count = unsafe strlen(value)
        let bytes = unsafe Array(UnsafeRawBufferPointer(start: value, count: count))
        // /proc/PID/environ shows this memory for as long as the process lives.
        unsafe memset(value, 0, count)
        _ = unsafe unsetenv(name)
        taken.withLock { $0[name] = Secret(bytes) }
    }

    /// The value that a variable had; nil where it was not set, or not taken.
    static func value(of name: String) -> Secret? { taken.withLock { $0[name] } }
}
