internal import GRDB

/// The tables of the archive, and how a file is known to be one.
enum Layout {
    /// `dvsw`, in the header of the file: https://sqlite.org/pragma.html#pragma_application_id
    private static let applicationID = 0x6476_7377
    /// Raised when the tables change, or what is in them: 2 compresses records and documents.
    private static let version = 2

    /// Recognises the file before anything is written to it, and makes the tables of a new one.
    static func prepare(_ database: Database, path: String) throws {
        try check(database, path: path)
        // Both modes are the file's and the connection's own, and cannot be set in a transaction.
        try database.execute(sql: "PRAGMA journal_mode = WAL")
        try database.execute(sql: "PRAGMA synchronous = NORMAL")
        try database.inTransaction(.immediate) {
            if try isEmpty(database) {
                try database.execute(sql: tables)
            } else if try number("user_version", database) < version {
                // What was stored before stays as it is, and can be read.
                try database.execute(sql: "PRAGMA user_version = \(version)")
            }
            return .commit
        }
        // Somebody else may have been first.
        try check(database, path: path)
    }

    private static func check(_ database: Database, path: String) throws {
        if try isEmpty(database) { return }
        guard try number("application_id", database) == applicationID else {
            throw ArchiveError("\(path) is a database of another program: name another file by --archive")
        }
        let found = try number("user_version", database)
        guard found <= version else {
            throw ArchiveError(
                "the archive \(path) was written by a newer dovesweep (its layout is \(found), and this one knows "
                    + "\(version)): it is left as it is; use that dovesweep, or name another file by --archive")
        }
    }

    private static func isEmpty(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
    }

    private static func number(_ pragma: String, _ database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "PRAGMA \(pragma)") ?? 0
    }

    /// `record` holds the lines of `dovesweep.record/1`, many to a row; `verdicts` what a catalogue said of them, as
    /// `dovesweep.run/1`; both are `Packed`; `history` each host's checks, to tell since when one fails.
    private static let tables = """
        CREATE TABLE run (
            id TEXT PRIMARY KEY, name TEXT UNIQUE, started INTEGER NOT NULL, hosts INTEGER NOT NULL, seconds REAL,
            interruption INTEGER, rerun_of TEXT
        ) STRICT;
        CREATE TABLE record (
            run TEXT NOT NULL REFERENCES run ON DELETE CASCADE, number INTEGER NOT NULL, lines BLOB NOT NULL,
            PRIMARY KEY (run, number)
        ) STRICT;
        CREATE TABLE verdicts (
            run TEXT NOT NULL REFERENCES run ON DELETE CASCADE, catalogue TEXT NOT NULL, document BLOB NOT NULL,
            passing INTEGER NOT NULL, failing INTEGER NOT NULL, undecided INTEGER NOT NULL,
            PRIMARY KEY (run, catalogue)
        ) STRICT;
        CREATE TABLE history (
            host TEXT NOT NULL, run TEXT NOT NULL REFERENCES run ON DELETE CASCADE, checks TEXT NOT NULL,
            PRIMARY KEY (host, run)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX history_run ON history (run);
        PRAGMA application_id = \(applicationID);
        PRAGMA user_version = \(version);
        """
}
