internal import Glibc

/// Adds a line to a file that other programs may add to as well: under its lock, by one write at its end.
///
/// The file is made with mode 0600 when it is not there. The answer is the system's words for what went wrong.
func appendLine(_ line: String, to path: String) -> String? {
    let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return systemError() }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_EX) == 0 else { return systemError() }
    var bytes = Array(line.utf8)
    // A last line without an end would swallow ours.
    let size = lseek(descriptor, 0, SEEK_END)
    var last: UInt8 = 0
    if size > 0, pread(descriptor, &last, 1, size - 1) == 1, last != UInt8(ascii: "\n") {
        bytes.insert(UInt8(ascii: "\n"), at: 0)
    }
    guard write(descriptor, bytes, bytes.count) == bytes.count else { return systemError() }
    return nil
}

private func systemError() -> String {
    String(cString: strerror(errno))
}
