internal import Dispatch
internal import Fleet
internal import Glibc
internal import Reports
internal import Synchronization

/// The reports that grow as hosts end, `jsonl`: a reader sees each host at once, and a run that is killed leaves what
/// it had.
///
/// A disk that fills up or a reader that goes away does not end the sweep: the first failure is told at the end.
final class GrowingReports: Sendable {
    private struct State {
        /// What is in the reports already.
        var written: [String: HostResult] = [:]
        var failures: [String] = []
        /// Those that are still written to.
        var outputs: [(name: String, descriptor: Int32)] = []
    }

    private let asked: [ReportOptions.Output]
    private let state = Mutex(State())
    /// A reader may be slow; neither the event loop nor the judges wait for it.
    private let queue = DispatchQueue(label: "reports")

    init(_ outputs: [ReportOptions.Output]) {
        asked = outputs.filter { $0.format == .jsonl }
    }

    /// Opens the files, and empties those that are there already; until then an old one stays as it is.
    func open() throws {
        let opened = try asked.map { output in
            guard let path = output.path else { return (name: "standard output", descriptor: STDOUT_FILENO) }
            let file = unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
            guard file >= 0 else {
                throw CommandFailure(
                    ExitStatus.notWritten, "the report \(path) cannot be written: \(systemError()): name another file")
            }
            return (name: path, descriptor: file)
        }
        state.withLock { $0.outputs = opened }
    }

    /// Writes the line of a host that has ended.
    func append(_ result: HostResult) {
        guard !asked.isEmpty else { return }
        queue.async { self.state.withLock { Self.append(result, to: &$0) } }
    }

    /// Writes the hosts that are missing, those of which the whole fleet shows more, and the run; returns what went
    /// wrong, now or before.
    func finish(_ report: Report) -> [String] {
        queue.sync {
            state.withLock { state in
                for result in report.run.hosts where state.written[result.host.name] != result {
                    Self.append(result, to: &state)
                }
                Self.write(JSONLines.closing(report), to: &state)
                for output in state.outputs where output.descriptor != STDOUT_FILENO { close(output.descriptor) }
                state.outputs = []
                return state.failures
            }
        }
    }

    private static func append(_ result: HostResult, to state: inout State) {
        guard !state.outputs.isEmpty else { return }
        state.written[result.host.name] = result
        write(JSONLines.line(of: result), to: &state)
    }

    private static func write(_ line: String, to state: inout State) {
        let bytes = Array(line.utf8)
        state.outputs.removeAll { output in
            guard let reason = ReportWriter.write(bytes, to: output.descriptor) else { return false }
            state.failures.append("the report could not be written to \(output.name): \(reason)")
            return true
        }
    }
}
