internal import Glibc

/// The message of `errno`.
package func systemError() -> String {
    unsafe String(cString: strerror(errno))
}
