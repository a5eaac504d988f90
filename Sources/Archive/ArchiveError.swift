internal import GRDB

/// Why the archive could not be read or written: what happened, to which file, and what to do next.
package struct ArchiveError: Error, Sendable, Equatable {
    package let message: String

    init(_ message: String) {
        self.message = message
    }

    /// What SQLite objected to, in words that name the file and the way out.
    init(_ error: any Error, path: String) {
        if let error = error as? ArchiveError {
            self = error
            return
        }
        guard let error = error as? DatabaseError else {
            self.init("the archive \(path): \(error)")
            return
        }
        self.init("the archive \(path) \(Self.words(error))")
    }

    private static func words(_ error: DatabaseError) -> String {
        switch error.resultCode {
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            "is damaged, or no archive of dovesweep: it is left as it is; move it away, or name another by --archive"
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            "is held by another program: end that one, or name another by --archive"
        case .SQLITE_FULL: "cannot grow, as the disk is full: make room, or name another by --archive"
        case .SQLITE_READONLY, .SQLITE_PERM: "may not be written: mend its owner and mode, or give --no-archive"
        case .SQLITE_CANTOPEN: "cannot be opened: see that its folder is there and that you may write it"
        default: "could not be used (\(error.message ?? "\(error.resultCode)")): name another by --archive"
        }
    }
}
