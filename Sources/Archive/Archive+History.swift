package import Fleet
internal import GRDB

extension Archive {
    /// The run with `failingSince` filled in where stored runs before it have the same failures in a row.
    ///
    /// A run in which a check was unknown, blocked or not asked neither ends nor lengthens a row.
    package func withHistory(_ run: Run) throws(ArchiveError) -> Run {
        try read { database in
            var run = run
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
                    since.goBack(to: row["started"], HostHistory(text: row["checks"]))
                }
                run.hosts[place].findings = since.findings
            }
            return run
        }
    }
}
