package import Fleet
internal import GRDB

extension Archive {
    /// Sets `failingSince` where earlier runs have the same failures.
    ///
    /// A check that was unknown, blocked or skipped neither ends nor lengthens the row.
    package func withHistory(_ run: Run) throws(ArchiveError) -> Run {
        try read { database in
            var run = run
            let pieces = Pieces(database: database, path: path)
            let statement = try database.makeStatement(
                sql: """
                    SELECT started, checks FROM history JOIN run ON run.id = history.run
                    WHERE host = ? AND (started < ? OR started = ? AND run.id < ?) ORDER BY started DESC
                    """)
            for place in run.hosts.indices where run.hosts[place].findings.contains(where: { $0.verdict == .fail }) {
                let rows = try Row.fetchCursor(
                    statement, arguments: [run.hosts[place].host.name, run.started, run.started, run.id])
                var since = FailingSince(run.hosts[place].findings)
                while !since.isSettled, let row = try rows.next() {
                    since.goBack(to: row["started"], HostHistory(text: try pieces.unfolded(history: row["checks"])))
                }
                run.hosts[place].findings = since.findings
            }
            return run
        }
    }
}
