package import Archive
package import Diagnostics
internal import Fleet
internal import FoundationEssentials
internal import Glibc
internal import ShellQuoting

/// The archive's file; file and folder are for their owner alone. `named` is the path that `--archive` gives.
package enum ArchiveFile {
    /// `named`, else by the XDG Base Directory Specification, which ignores relative paths.
    static func path(
        _ named: String?, environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> String {
        if let named { return named }
        let named = ["XDG_STATE_HOME", "HOME"].map { name in
            environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil }
        }
        let home = named[1] ?? FileManager.default.homeDirectoryForCurrentUser.path
        return (named[0] ?? home + "/.local/state") + "/dovesweep/archive.sqlite"
    }

    /// Opens it for writing; creates it if missing.
    static func make(_ named: String?) throws -> Archive {
        let path = path(named)
        if let folder = path.lastIndex(of: "/").map({ String(path[..<$0]) }), !folder.isEmpty {
            try makeFolder(folder)
        }
        try check(path, failing: ExitStatus.notWritten)
        let file = unsafe Glibc.open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw unwritable(path) }
        close(file)
        do throws(ArchiveError) {
            return try Archive(path: path)
        } catch {
            throw CommandFailure(ExitStatus.notWritten, error.message)
        }
    }

    /// Opens it for reading; nil if there is none.
    package static func open(_ named: String?) throws -> Archive? {
        let path = path(named)
        guard FileManager.default.fileExists(atPath: path) else {
            if named == nil { return nil }
            throw CommandFailure(
                ExitStatus.wrongFile, "\(path): the archive does not exist: correct --archive, or sweep with it first")
        }
        try check(path, failing: ExitStatus.wrongFile)
        do throws(ArchiveError) {
            return try Archive(path: path)
        } catch {
            throw CommandFailure(error)
        }
    }

    /// By its first bytes (https://sqlite.org/fileformat2.html); a new one has no more than these.
    private static func isDatabase(_ path: String) -> Bool {
        let file = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return true }
        defer { Glibc.close(file) }
        var head = [UInt8](repeating: 0, count: 16)
        let count = unsafe head.withUnsafeMutableBytes { unsafe Glibc.read(file, $0.baseAddress, $0.count) }
        return count <= 0 || head.starts(with: "SQLite format 3".utf8)
    }

    /// Refuses a file that others may read or change, as `ssh` does with its configuration: it holds data of hosts, and
    /// later runs trust it.
    private static func check(_ path: String, failing status: Int32) throws {
        var found = stat()
        guard unsafe lstat(path, &found) == 0 else { return }
        let word = shellWord(path)
        let problem: String? =
            if found.st_mode & S_IFMT == S_IFLNK {
                "it is a symbolic link: give the file itself with --archive"
            } else if found.st_mode & S_IFMT == S_IFREG, found.st_uid != geteuid() {
                "it belongs to another account: sweep as that account, or give another file with --archive"
            } else if found.st_mode & S_IFMT == S_IFREG, found.st_mode & 0o077 != 0 {
                isDatabase(path)
                    ? "other accounts may read or change it: chmod 600 \(word)"
                    : "it is not an archive of dovesweep: give another file with --archive"
            } else {
                nil
            }
        if let problem { throw CommandFailure(status, "the archive \(path) is not used: \(problem)") }
    }

    private static func makeFolder(_ folder: String) throws {
        if FileManager.default.fileExists(atPath: folder) { return }
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw unwritable(folder)
        }
    }

    private static func unwritable(_ path: String) -> CommandFailure {
        CommandFailure(
            ExitStatus.notWritten,
            "the archive cannot be created: \(path): \(systemError()). Give another file with --archive, or give "
                + "--no-archive"
        )
    }
}

extension CommandFailure {
    package init(_ error: ArchiveError) {
        self.init(ExitStatus.wrongFile, error.message)
    }
}
