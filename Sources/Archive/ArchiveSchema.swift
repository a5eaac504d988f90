internal import GRDB

/// The archive's tables, and how a file is recognised.
enum ArchiveSchema {
    /// `dvsw`: https://sqlite.org/pragma.html#pragma_application_id
    private static let applicationID = 0x6476_7377
    /// Raise it when the tables or their contents change; 2 compresses records and documents, 3 stores equal values once.
    private static let version = 3

    /// Checks the file before it writes to it.
    static func prepare(_ database: Database, path: String) throws {
        try check(database, path: path)
        // Neither can be set in a transaction; WAL is the file's, `synchronous` the connection's.
        try database.execute(sql: "PRAGMA journal_mode = WAL")
        try database.execute(sql: "PRAGMA synchronous = NORMAL")
        try database.inTransaction(.immediate) {
            if try isEmpty(database) {
                try database.execute(sql: tables)
            } else if try number("user_version", database) < version {
                // Earlier contents stay readable.
                try database.execute(sql: pieces)
                try database.execute(sql: "PRAGMA user_version = \(version)")
            }
            return .commit
        }
        // Another program may have been first.
        try check(database, path: path)
    }

    private static func check(_ database: Database, path: String) throws {
        if try isEmpty(database) { return }
        guard try number("application_id", database) == applicationID else {
            throw ArchiveError("\(path) is a database of another program: give another file with --archive")
        }
        let found = try number("user_version", database)
        guard found <= version else {
            throw ArchiveError(
                "the archive \(path) was written by a newer dovesweep (its layout is \(found), and this one knows "
                    + "\(version)): it is not changed; use that dovesweep, or give another file with --archive")
        }
    }

    private static func isEmpty(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
    }

    private static func number(_ pragma: String, _ database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "PRAGMA \(pragma)") ?? 0
    }

    /// The values that `Pieces` takes out of records and histories; `hash` is the CRC-32 of the value.
    private static let pieces = """
        CREATE TABLE IF NOT EXISTS piece (
            id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, content BLOB NOT NULL, uses INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX IF NOT EXISTS piece_hash ON piece (hash);
        """

    /// `record` has lines of `dovesweep.record/1`, `verdicts` a `dovesweep.run/1` for each catalogue, both `Packed`.
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
        \(pieces)
        PRAGMA application_id = \(applicationID);
        PRAGMA user_version = \(version);
        """
}
