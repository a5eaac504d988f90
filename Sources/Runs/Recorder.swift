package import Assessment
internal import Diagnostics
internal import Dispatch
package import Fleet
internal import Sweep
internal import Synchronization

/// Writes the record of a sweep to its file and to the archive.
package final class Recorder: RecordSink {
    private let file: RecordFile?
    private let archive: ArchiveRecord?
    /// Keeps disk writes off the event loop.
    private let queue = DispatchQueue(label: "record")
    private let isFlushComing = Mutex(false)

    /// Collects lines of many hosts for one transaction.
    private static let delay = DispatchTimeInterval.milliseconds(200)

    package init(file: RecordFile?, archive: ArchiveRecord?) {
        (self.file, self.archive) = (file, archive)
    }

    /// On return the line is in the file; the archive follows after `delay`.
    package func append(_ event: Record.Event) async {
        if file == nil {
            // The archive buffers lines anyway.
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

    package func withHistory(_ run: Run) -> Run { archive?.withHistory(run) ?? run }

    /// Waits for appended lines.
    package func finish(_ run: Run, _ decision: Decision) { queue.sync { archive?.finish(run, decision) } }

    /// Whether the whole run is in the archive.
    package var isStored: Bool { archive.map { $0.failure == nil } ?? false }

    /// - Throws: `CommandFailure` if the file or the archive is incomplete.
    package func complete() throws {
        let failures = [file?.failure, archive?.failure].compactMap(\.self)
        guard let first = failures.first else { return }
        throw CommandFailure(first.status, failures.map(\.message).joined(separator: "\n"))
    }
}
