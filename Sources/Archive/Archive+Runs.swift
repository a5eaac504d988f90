internal import FoundationEssentials
internal import GRDB

extension Archive {
    /// Newest first.
    package func runs() throws(ArchiveError) -> [StoredRun] {
        try read { try Row.fetchAll($0, sql: Self.listing + " ORDER BY started DESC, run.rowid DESC") }
            .map(StoredRun.init)
    }

    /// The newest run.
    package func last() throws(ArchiveError) -> StoredRun? {
        try read { try Row.fetchOne($0, sql: Self.listing + " ORDER BY started DESC, run.rowid DESC LIMIT 1") }
            .map(StoredRun.init)
    }

    /// The run with this name or id, or all whose id begins with it.
    package func runs(called word: String) throws(ArchiveError) -> [StoredRun] {
        let exact = try read {
            try Row.fetchAll($0, sql: Self.listing + " WHERE name = ?1 OR id = ?1", arguments: [word])
        }
        if !exact.isEmpty || word.isEmpty { return exact.map(StoredRun.init) }
        return try read { database in
            try Row.fetchAll(
                database, sql: Self.listing + " WHERE substr(id, 1, length(?1)) = ?1 ORDER BY started DESC",
                arguments: [word])
        }.map(StoredRun.init)
    }

    /// The lines of a run's record.
    package func record(of id: String) throws(ArchiveError) -> [UInt8] {
        try read { database in
            let pieces = Pieces(database: database, path: path)
            let parts = try Data.fetchCursor(
                database, sql: "SELECT lines FROM record WHERE run = ? ORDER BY number", arguments: [id])
            var lines: [UInt8] = []
            while let part = try parts.next() { lines += try pieces.unfolded(try Packed.bytes(part, path: path)) }
            return lines
        }
    }

    /// `dovesweep.run/1` as first judged; nil if the run never was.
    package func document(of id: String) throws(ArchiveError) -> [UInt8]? {
        let packed = try read {
            try Data.fetchOne(
                $0, sql: "SELECT document FROM verdicts WHERE run = ? ORDER BY rowid LIMIT 1", arguments: [id])
        }
        return if let packed { try Packed.bytes(packed, path: path) } else { nil }
    }

    private static let listing = """
        SELECT run.*, passing, failing, undecided FROM run LEFT JOIN verdicts
        ON verdicts.rowid = (SELECT min(rowid) FROM verdicts WHERE verdicts.run = run.id)
        """
}
