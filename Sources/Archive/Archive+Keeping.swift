package import Fleet
internal import FoundationEssentials
internal import GRDB

extension Archive {
    /// Begins a run.
    package func begin(_ header: Fleet.Record.Header, name: String?) throws(ArchiveError) {
        try write {
            try $0.execute(
                sql: "INSERT INTO run (id, name, started, hosts, rerun_of) VALUES (?, ?, ?, ?, ?)",
                arguments: [header.id, name, header.started, header.hosts.count, header.rerunOf])
        }
    }

    /// Adds whole lines to a run's record.
    package func append(_ lines: [UInt8], to id: String) throws(ArchiveError) {
        try write { database in
            let folded = try Pieces(database: database, path: path).folded(lines)
            try database.execute(
                sql: """
                    INSERT INTO record (run, number, lines)
                    VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM record WHERE run = ?1), ?2)
                    """, arguments: [id, Packed.data(folded)])
        }
    }

    /// Ends a run whose record is complete.
    package func finish(_ id: String, seconds: Double, interruption: Int?) throws(ArchiveError) {
        try write {
            try $0.execute(
                sql: "UPDATE run SET seconds = ?, interruption = ? WHERE id = ?",
                arguments: [seconds, interruption, id])
        }
    }

    /// Stores a run's verdicts; `document` is `dovesweep.run/1`.
    package func keep(_ run: Run, document: [UInt8]) throws(ArchiveError) {
        let totals = run.totals
        try write { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [
                    run.id, run.catalogueHash, Packed.data(document), totals.passing, totals.failing, totals.undecided,
                ])
            let pieces = Pieces(database: database, path: path)
            let names = Set(run.hosts.map(\.host.name))
            let earlier = try Row.fetchAll(
                database, sql: "SELECT host, checks FROM history WHERE run = ?", arguments: [run.id])
            let replaced: [String] = earlier.filter { names.contains($0["host"]) }.map { $0["checks"] }
            let statement = try database.makeStatement(sql: "INSERT OR REPLACE INTO history VALUES (?, ?, ?)")
            for host in run.hosts {
                let text = try pieces.folded(history: HostHistory(host).text)
                try statement.execute(arguments: [host.host.name, run.id, text])
            }
            try pieces.release(records: [], histories: replaced)
        }
    }

    /// Forgets a run, with its name.
    package func forget(_ id: String) throws(ArchiveError) {
        try write { try delete("id = ?", [id], in: $0) }
    }

    /// Limits for runs without a name.
    package static let keptDays = 90
    package static let keptRuns = 200

    /// Forgets old runs without a name. `now` is in Unix seconds.
    package func prune(now: Int64) throws(ArchiveError) {
        try write {
            try delete(
                """
                name IS NULL AND (started < ? OR id NOT IN (
                    SELECT id FROM run WHERE name IS NULL ORDER BY started DESC, rowid DESC LIMIT ?))
                """, [now - Int64(Self.keptDays) * 86_400, Self.keptRuns], in: $0)
        }
    }

    private func delete(_ condition: String, _ arguments: StatementArguments, in database: Database) throws {
        for id in try String.fetchAll(database, sql: "SELECT id FROM run WHERE \(condition)", arguments: arguments) {
            try Pieces(database: database, path: path).release(
                records: Data.fetchAll(database, sql: "SELECT lines FROM record WHERE run = ?", arguments: [id]),
                histories: String.fetchAll(database, sql: "SELECT checks FROM history WHERE run = ?", arguments: [id]))
            try database.execute(sql: "DELETE FROM run WHERE id = ?", arguments: [id])
        }
    }
}
