internal import Glibc
internal import Reports

/// Puts reports where they were asked for: into a file whole or not at all, or on standard output.
enum ReportWriter {
    /// Writes each report, and before them the answer, where one is wanted on standard output; one that fails does not
    /// keep the others from being written, and is thrown at the end, with what else could not be kept.
    ///
    /// What `growing` has been writing as hosts ended, it ends. `again` is what prints a report that was lost.
    static func write(
        _ report: Report, to outputs: [ReportOptions.Output], answer: String? = nil, growing: GrowingReports? = nil,
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

    /// A text and where it goes: a file, or standard output where no path is given. Of a large fleet each is large, so
    /// it is made when it is written.
    struct Written {
        let path: String?
        let bytes: () -> [UInt8]
    }

    /// Writes texts one after another; `answer` is what they say in a sentence.
    static func write(
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
        // Whoever waits for the answer gets it, though the status must tell of the failure.
        if !failures.isEmpty {
            let next = again().map { "nothing is lost: once there is room, or with another file, \($0)" }
            let told =
                failures + (areReportsWhole ? [] : [next].compactMap(\.self)) + ["what was to be reported: \(answer)"]
            throw CommandFailure(ExitStatus.notWritten, told.joined(separator: "\n"))
        }
    }

    /// Says before a sweep what would keep a report from being written after it.
    static func check(_ paths: [String?]) throws {
        for path in paths.compactMap(\.self) {
            var status = stat()
            if unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
                throw CommandFailure(
                    ExitStatus.notWritten, "the report \(path) cannot be written: it is a folder, name a file in it")
            }
            let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "./"
            guard unsafe access(String(folder), W_OK) == 0 else {
                throw CommandFailure(
                    ExitStatus.notWritten,
                    "the report \(path) cannot be written: \(folder): \(systemError()): name another file")
            }
        }
    }

    /// Writes beside the file and renames, so that a reader finds the old one or the new one; returns what went wrong.
    ///
    /// A new file is as open as the umask has it, and one that is replaced keeps its group and mode.
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

    /// Where the group cannot be kept, what it may do is not given to another one.
    private static func giveMode(of old: stat, to file: Int32) -> String? {
        let isOwned = fchown(file, geteuid() == 0 ? old.st_uid : uid_t.max, old.st_gid) == 0
        return fchmod(file, old.st_mode & (isOwned ? 0o777 : 0o707)) == 0 ? nil : systemError()
    }

    /// Into what is no regular file, such as a pipe, there is nothing to rename.
    private static func overwrite(_ path: String, with bytes: [UInt8]) -> String? {
        let file = unsafe open(path, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return systemError() }
        defer { close(file) }
        return write(bytes, to: file)
    }

    /// Writes all of it; returns what went wrong.
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
