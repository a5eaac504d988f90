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

    /// Adds whole lines to the end of a run's record.
    package func append(_ lines: [UInt8], to id: String) throws(ArchiveError) {
        try write {
            try $0.execute(
                sql: """
                    INSERT INTO record (run, number, lines)
                    VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM record WHERE run = ?1), ?2)
                    """, arguments: [id, Packed.data(lines)])
        }
    }

    /// Ends a run whose record is whole.
    package func finish(_ id: String, seconds: Double, interruption: Int?) throws(ArchiveError) {
        try write {
            try $0.execute(
                sql: "UPDATE run SET seconds = ?, interruption = ? WHERE id = ?",
                arguments: [seconds, interruption, id])
        }
    }

    /// Keeps what a run was judged to: `document` is its `dovesweep.run/1`.
    package func keep(_ run: Run, document: [UInt8]) throws(ArchiveError) {
        let totals = run.totals
        try write { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [
                    run.id, run.catalogueHash, Packed.data(document), totals.passing, totals.failing, totals.undecided,
                ])
            let statement = try database.makeStatement(sql: "INSERT OR REPLACE INTO history VALUES (?, ?, ?)")
            for host in run.hosts {
                try statement.execute(arguments: [host.host.name, run.id, HostHistory(host).text])
            }
        }
    }

    /// Forgets a run, with its name.
    package func forget(_ id: String) throws(ArchiveError) {
        try write { try $0.execute(sql: "DELETE FROM run WHERE id = ?", arguments: [id]) }
    }

    /// The runs that have no name are kept for so many days, and so many of them.
    package static let keptDays = 90
    package static let keptRuns = 200

    /// Forgets old runs; those that were given a name stay. `now` is in Unix seconds.
    package func prune(now: Int64) throws(ArchiveError) {
        try write {
            try $0.execute(
                sql: """
                    DELETE FROM run WHERE name IS NULL AND (started < ? OR id NOT IN (
                        SELECT id FROM run WHERE name IS NULL ORDER BY started DESC, rowid DESC LIMIT ?))
                    """, arguments: [now - Int64(Self.keptDays) * 86_400, Self.keptRuns])
        }
    }
}
