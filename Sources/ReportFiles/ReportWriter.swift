internal import Assessment
internal import Diagnostics
internal import Glibc
package import Reports

/// Writes reports to files, each whole or not at all, or to standard output.
package enum ReportWriter {
    /// Writes the answer, then each report. A failure does not stop the others, and is thrown at the end.
    ///
    /// `again` is the command that prints a lost report.
    package static func write(
        _ report: Report, to outputs: [ReportOutput], answer: String? = nil, growing: StreamingReports? = nil,
        again: () -> String? = { nil }, then complete: () throws -> Void = {}
    ) throws {
        let earlier = growing?.finish(report) ?? []
        let reports = outputs.filter { growing == nil || $0.format != .jsonl }.map { output in
            Written(path: output.path) {
                var report = report
                if output.path != nil { report.style = report.style.ofFile }
                return output.format.bytes(report)
            }
        }
        let first = answer.map { answer in [Written(path: nil) { Array(answer.utf8) }] } ?? []
        try write(
            first + reports, failures: earlier, answer: report.decision.reason,
            again: again, then: complete)
    }

    /// nil is standard output. `bytes` is lazy, as reports may be large.
    package struct Written {
        let path: String?
        let bytes: () -> [UInt8]

        package init(path: String?, _ bytes: @escaping () -> [UInt8]) {
            (self.path, self.bytes) = (path, bytes)
        }
    }

    /// `answer` summarizes the texts in a sentence.
    package static func write(
        _ texts: [Written], failures: [String] = [], answer: String,
        again: () -> String? = { nil }, then complete: () throws -> Void = {}
    ) throws {
        var failures = failures
        for text in texts {
            let bytes = text.bytes()
            if let path = text.path {
                if let reason = replace(path, with: bytes) {
                    failures.append("the report \(path) could not be written: \(reason)")
                }
            } else if let reason = write(bytes, to: STDOUT_FILENO) {
                failures.append("the report could not be written to standard output: \(reason)")
            }
        }
        let areReportsWhole = failures.isEmpty
        do { try complete() } catch let failure as CommandFailure { failures.append(failure.message) }
        // The exit status reports the failure, so the message carries the answer.
        if !failures.isEmpty {
            let isFile = failures.contains { !$0.contains("standard output") }
            let next = again().map {
                "the run is stored. \(isFile ? "Free disk space, or choose another file, and type" : "To see it, type"): \($0)"
            }
            let told =
                failures + (areReportsWhole ? [] : [next].compactMap(\.self)) + ["result: \(answer)"]
            throw CommandFailure(ExitStatus.notWritten, told.joined(separator: "\n"))
        }
    }

    /// Finds errors of paths before a sweep.
    package static func check(_ paths: [String?]) throws {
        for path in paths.compactMap(\.self) {
            var status = stat()
            if unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
                throw CommandFailure(
                    ExitStatus.notWritten, "the report \(path) cannot be written: it is a folder: give a file in it")
            }
            let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "./"
            guard unsafe access(String(folder), W_OK) == 0 else {
                throw CommandFailure(
                    ExitStatus.notWritten,
                    "the report \(path) cannot be written: \(folder): \(systemError()): give another file")
            }
        }
    }

    /// Renames a temporary file: readers see the old file or the new one. Returns the error.
    ///
    /// A new file has the mode of the umask; a replaced one keeps its group and mode.
    private static func replace(_ path: String, with bytes: [UInt8]) -> String? {
        var status = stat()
        let isThere = unsafe stat(path, &status) == 0
        if isThere, status.st_mode & S_IFMT != S_IFREG { return overwrite(path, with: bytes) }
        let beside = "\(path).\(getpid()).part"
        let file = unsafe open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, isThere ? 0o600 : 0o644)
        guard file >= 0 else { return systemError() }
        var reason = isThere ? giveMode(of: status, to: file) : nil
        if reason == nil { reason = write(bytes, to: file) }
        if reason == nil, fsync(file) != 0 { reason = systemError() }
        close(file)
        if reason == nil, unsafe rename(beside, path) != 0 { reason = systemError() }
        if reason != nil { _ = unsafe unlink(beside) }
        return reason
    }

    /// If the group cannot be kept, the new group gets none of its permissions.
    private static func giveMode(of old: stat, to file: Int32) -> String? {
        let isOwned = fchown(file, geteuid() == 0 ? old.st_uid : uid_t.max, old.st_gid) == 0
        return fchmod(file, old.st_mode & (isOwned ? 0o777 : 0o707)) == 0 ? nil : systemError()
    }

    /// A pipe or device must not be replaced.
    private static func overwrite(_ path: String, with bytes: [UInt8]) -> String? {
        let file = unsafe open(path, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return systemError() }
        defer { close(file) }
        return write(bytes, to: file)
    }

    /// Returns the error.
    static func write(_ bytes: [UInt8], to file: Int32) -> String? {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { buffer in
                unsafe Glibc.write(file, buffer.baseAddress, buffer.count)
            }
            if written < 0 {
                if errno == EINTR { continue }
                return systemError()
            }
            rest = rest.dropFirst(written)
        }
        return nil
    }
}
