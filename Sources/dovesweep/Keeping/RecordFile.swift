internal import Fleet
internal import Glibc
internal import Sweep
internal import Synchronization

/// The record on disk, which grows as the sweep goes: one `write` a line, synced as each host ends.
///
/// A disk that fills up does not end the sweep: the first failure is kept, and told at the end.
final class RecordFile: Sendable {
    private let path: String
    private let descriptor: Int32
    private let firstFailure = Mutex<String?>(nil)

    /// Creates the file with its header; one that is there already is never overwritten.
    init(path: String, header: Record.Header) throws {
        self.path = path
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let advice = errno == EEXIST ? "it exists already" : systemError()
            throw CommandFailure(
                ExitStatus.notWritten, "the record \(path) cannot be created: \(advice): give it another name")
        }
        add(RecordLines.line(header))
    }

    deinit { close(descriptor) }

    func add(_ line: [UInt8]) {
        guard firstFailure.withLock({ $0 }) == nil else { return }
        let written = unsafe Glibc.write(descriptor, line, line.count)
        if written != line.count {
            let reason = written < 0 ? systemError() : "the disk is full"
            firstFailure.withLock { $0 = reason }
        }
    }

    func flush() { fsync(descriptor) }

    /// What went wrong first, if anything did.
    var failure: CommandFailure? {
        firstFailure.withLock { $0 }.map {
            CommandFailure(ExitStatus.notWritten, "the record \(path) is not whole: \($0): make room, and sweep again")
        }
    }
}

/// The system's words for the error that the last call left.
func systemError() -> String {
    unsafe String(cString: strerror(errno))
}
