internal import Archive
internal import Assessment
internal import Diagnostics
package import Fleet
internal import Reports
internal import Sweep
internal import Synchronization

/// Writes one run into the archive.
///
/// An error does not end the sweep, and is reported at the end.
package final class ArchiveRecord: Sendable {
    private struct State {
        var archive: Archive?
        /// Whole lines, not stored yet.
        var lines: [UInt8] = []
        var failure: CommandFailure?
    }

    private let id: String
    private let state: Mutex<State>

    /// `archive` is the path that `--archive` gives, `name` that of the run.
    package init(in archive: String?, name: String?, header: Record.Header) {
        id = header.id
        state = Mutex(State(lines: RecordLines.line(header)))
        attempt {
            let archive = try ArchiveFile.make(archive)
            $0.archive = archive
            try archive.begin(header, name: name)
            try Self.store(&$0, header.id)
        }
    }

    var failure: CommandFailure? { state.withLock { $0.failure } }

    func add(_ line: [UInt8]) {
        state.withLock { $0.lines += line }
    }

    func flush() {
        attempt { [id] in try Self.store(&$0, id) }
    }

    /// Adds what the archive's history knows.
    func withHistory(_ run: Run) -> Run {
        var result = run
        attempt { if let archive = $0.archive { result = try archive.withHistory(run) } }
        return result
    }

    /// Ends the run, stores its result, and prunes old runs.
    func finish(_ run: Run, _ decision: Decision) {
        let document = ReportFormat.stored(Report(run, decision: decision))
        attempt {
            try Self.store(&$0, run.id)
            guard let archive = $0.archive else { return }
            try archive.finish(run.id, seconds: run.seconds, interruption: run.interruption)
            try archive.keep(run, document: document)
            try archive.prune(now: RunIdentity.now())
            try archive.close()
        }
    }

    private static func store(_ state: inout State, _ id: String) throws {
        guard let archive = state.archive, !state.lines.isEmpty else { return }
        try archive.append(state.lines, to: id)
        state.lines = []
    }

    /// Stops after the first failure: a record with a gap would look whole.
    private func attempt(_ body: (inout State) throws -> Void) {
        state.withLock { state in
            guard state.failure == nil else { return }
            do {
                try body(&state)
            } catch let error as ArchiveError {
                state.failure = CommandFailure(ExitStatus.notWritten, "the run is not stored: \(error.message)")
            } catch let error as CommandFailure {
                state.failure = CommandFailure(error.status, "the run is not stored: \(error.message)")
            } catch {
                state.failure = CommandFailure(ExitStatus.notWritten, "the run is not stored: \(error)")
            }
        }
    }
}
