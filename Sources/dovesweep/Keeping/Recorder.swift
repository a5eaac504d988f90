internal import Dispatch
internal import Fleet
internal import Reports
internal import Sweep
internal import Synchronization

/// Takes the record of a sweep to where it is kept: the file that was asked for, and the archive.
final class Recorder: RecordSink {
    private let file: RecordFile?
    private let archive: ArchiveRecord?
    /// Writing waits for the disk; the event loop does not.
    private let queue = DispatchQueue(label: "record")
    private let isFlushComing = Mutex(false)

    /// How long lines may wait, so that those of many hosts are stored by one transaction.
    private static let delay = DispatchTimeInterval.milliseconds(200)

    init(file: RecordFile?, archive: ArchiveRecord?) {
        (self.file, self.archive) = (file, archive)
    }

    /// A line is in the file when this returns, and in the archive soon after.
    func append(_ event: Record.Event) async {
        if file == nil {
            // The archive keeps lines back anyway.
            if archive != nil { queue.async { self.add(event) } }
            return
        }
        await withCheckedContinuation { continuation in
            queue.async {
                self.add(event)
                continuation.resume()
            }
        }
    }

    private func add(_ event: Record.Event) {
        let line = RecordLines.line(event)
        file?.add(line)
        archive?.add(line)
        switch event {
        case .ended:
            file?.flush()
            flushSoon()
        case .finished:
            file?.flush()
            archive?.flush()
        case .began, .evidence, .dialogue: flushSoon()
        }
    }

    private func flushSoon() {
        guard let archive,
            isFlushComing.withLock({ coming in
                defer { coming = true }
                return !coming
            })
        else { return }
        queue.asyncAfter(deadline: .now() + Self.delay) {
            self.isFlushComing.withLock { $0 = false }
            archive.flush()
        }
    }

    /// The run as the archive's history completes it.
    func withHistory(_ run: Run) -> Run { archive?.withHistory(run) ?? run }

    /// Ends the run in the archive, once all that was appended is there.
    func finish(_ run: Run, _ decision: Decision) { queue.sync { archive?.finish(run, decision) } }

    /// Whether the whole run is in the archive.
    var isStored: Bool { archive.map { $0.failure == nil } ?? false }

    /// Tells what could not be kept, once the report is out.
    func complete() throws {
        let failures = [file?.failure, archive?.failure].compactMap(\.self)
        guard let first = failures.first else { return }
        throw CommandFailure(first.status, failures.map(\.message).joined(separator: "\n"))
    }
}
