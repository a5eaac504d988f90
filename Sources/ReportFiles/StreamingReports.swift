internal import Diagnostics
internal import Dispatch
package import Fleet
internal import Glibc
internal import Reports
internal import Synchronization

/// `jsonl` reports, written as hosts end: a killed run leaves its lines.
///
/// A full disk or closed pipe does not end the sweep, and is reported at the end.
package final class StreamingReports: Sendable {
    private struct State {
        var written: [String: HostResult] = [:]
        var failures: [String] = []
        /// Without a write error.
        var outputs: [(name: String, descriptor: Int32)] = []
    }

    private let asked: [ReportOutput]
    private let state = Mutex(State())
    /// Keeps a slow reader from blocking the event loop and the judges.
    private let queue = DispatchQueue(label: "reports")

    package init(_ outputs: [ReportOutput]) {
        asked = outputs.filter { $0.format == .jsonl }
    }

    /// Creates or truncates the files; until then old reports stay.
    package func open() throws {
        let opened = try asked.map { output in
            guard let path = output.path else { return (name: "standard output", descriptor: STDOUT_FILENO) }
            let file = unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
            guard file >= 0 else {
                throw CommandFailure(
                    ExitStatus.notWritten, "the report \(path) cannot be written: \(systemError()): give another file")
            }
            return (name: path, descriptor: file)
        }
        state.withLock { $0.outputs = opened }
    }

    package func append(_ result: HostResult) {
        guard !asked.isEmpty else { return }
        queue.async { self.state.withLock { Self.append(result, to: &$0) } }
    }

    /// Writes hosts that are missing or that `judgeFleet` has changed, and the run; returns all failures.
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
