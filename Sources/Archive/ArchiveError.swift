internal import GRDB

/// Why the archive could not be used, and what to do.
package struct ArchiveError: Error, Sendable, Equatable {
    package let message: String

    init(_ message: String) {
        self.message = message
    }

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
            "is damaged, or is not an archive of dovesweep. It is not changed: move it away, or give another with "
                + "--archive"
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            "is locked by another program: end that program, or give another with --archive"
        case .SQLITE_FULL: "cannot grow, because the disk is full: free disk space, or give another with --archive"
        case .SQLITE_READONLY, .SQLITE_PERM: "cannot be written: check its owner and mode, or give --no-archive"
        case .SQLITE_CANTOPEN: "cannot be opened: check that its folder exists and that you may write to it"
        default: "could not be used (\(error.message ?? "\(error.resultCode)")): give another with --archive"
        }
    }
}
