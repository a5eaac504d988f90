internal import Archive
internal import Fleet
internal import FoundationEssentials
internal import Glibc
internal import ShellQuoting

/// The archive's file on this machine: it and its folder are for its owner alone.
enum ArchiveFile {
    /// Where it is: the option's, else by the XDG Base Directory Specification, which has relative paths ignored.
    static func path(_ option: ArchiveOption) -> String {
        if let path = option.archive { return path }
        let named = ["XDG_STATE_HOME", "HOME"].map { name in
            ProcessInfo.processInfo.environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil }
        }
        let home = named[1] ?? FileManager.default.homeDirectoryForCurrentUser.path
        return (named[0] ?? home + "/.local/state") + "/dovesweep/archive.sqlite"
    }

    /// Opens it to store a run in, and makes it where it is not there yet.
    static func make(_ option: ArchiveOption) throws -> Archive {
        let path = path(option)
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

    /// Opens it to read from; nil where there is none.
    static func open(_ option: ArchiveOption) throws -> Archive? {
        let path = path(option)
        guard FileManager.default.fileExists(atPath: path) else {
            if option.archive == nil { return nil }
            throw CommandFailure(
                ExitStatus.wrongFile, "\(path): there is no such archive: correct --archive, or sweep with it first")
        }
        try check(path, failing: ExitStatus.wrongFile)
        do throws(ArchiveError) {
            return try Archive(path: path)
        } catch {
            throw CommandFailure(error)
        }
    }

    /// Refuses one that others may read or change, as `ssh` does with its configuration: it holds what hosts have said of
    /// themselves, and what it says of earlier runs is believed.
    private static func check(_ path: String, failing status: Int32) throws {
        var found = stat()
        guard unsafe lstat(path, &found) == 0 else { return }
        let word = shellWord(path)
        let problem: String? =
            if found.st_mode & S_IFMT == S_IFLNK {
                "it is a link: name the file itself by --archive"
            } else if found.st_mode & S_IFMT == S_IFREG, found.st_uid != geteuid() {
                "it belongs to another account: sweep as that one, or name another by --archive"
            } else if found.st_mode & S_IFMT == S_IFREG, found.st_mode & 0o077 != 0 {
                "others may read or change it: chmod 600 \(word)"
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
            "the archive cannot be made: \(path): \(systemError()); name another by --archive, or give --no-archive")
    }
}

extension CommandFailure {
    /// What is wrong with an archive that is read.
    init(_ error: ArchiveError) {
        self.init(ExitStatus.wrongFile, error.message)
    }
}
