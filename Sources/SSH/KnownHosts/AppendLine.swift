internal import Glibc

/// Appends a line to a file, under `flock`; returns an error text or nil.
func appendLine(_ line: String, to path: String) -> String? {
    let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return systemError() }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_EX) == 0 else { return systemError() }
    var bytes = Array(line.utf8)
    let size = lseek(descriptor, 0, SEEK_END)
    var last: UInt8 = 0
    if size > 0, pread(descriptor, &last, 1, size - 1) == 1, last != UInt8(ascii: "\n") {
        bytes.insert(UInt8(ascii: "\n"), at: 0)
    }
    return append(bytes, to: descriptor, of: size)
}

/// Undoes a failed write: a partial line would be a wrong key.
private func append(_ bytes: [UInt8], to descriptor: Int32, of size: off_t) -> String? {
    var rest = bytes[...]
    while !rest.isEmpty {
        let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if written < 0, errno == EINTR { continue }
        guard written > 0 else {
            let problem = written == 0 ? "nothing more could be written" : systemError()
            // A program that ignores the lock may have appended a line.
            if lseek(descriptor, 0, SEEK_END) == size + off_t(bytes.count - rest.count) { ftruncate(descriptor, size) }
            return problem
        }
        rest = rest.dropFirst(written)
    }
    return nil
}

private func systemError() -> String {
    String(cString: strerror(errno))
}
