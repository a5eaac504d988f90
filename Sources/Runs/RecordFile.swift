internal import Diagnostics
package import Fleet
internal import Glibc
internal import Sweep
internal import Synchronization

/// The record on disk: one `write` per line, synced as each host ends.
///
/// A full disk does not end the sweep, and is reported at the end.
package final class RecordFile: Sendable {
    private let path: String
    private let descriptor: Int32
    private let firstFailure = Mutex<String?>(nil)

    /// Never overwrites a file.
    package init(path: String, header: Record.Header) throws {
        self.path = path
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let advice = errno == EEXIST ? "the file exists already" : systemError()
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

    var failure: CommandFailure? {
        firstFailure.withLock { $0 }.map {
            CommandFailure(
                ExitStatus.notWritten, "the record \(path) is incomplete: \($0): free disk space, and sweep again")
        }
    }
}
