internal import GRDB

/// A run, as `runs` lists it.
package struct StoredRun: Sendable, Equatable {
    package var id: String
    /// From `--save-as`.
    package var name: String?
    /// Unix seconds.
    package var started: Int64
    package var hosts: Int
    /// Nil if the run goes on or was killed.
    package var seconds: Double?
    /// The signal that ended it early.
    package var interruption: Int?
    /// The run whose failing hosts it swept again.
    package var rerunOf: String?
    /// Nil if it was never judged.
    package var standings: Standings?

    /// Numbers of hosts.
    package struct Standings: Sendable, Equatable {
        package var passing: Int
        package var failing: Int
        package var undecided: Int

        package init(passing: Int, failing: Int, undecided: Int) {
            (self.passing, self.failing, self.undecided) = (passing, failing, undecided)
        }
    }

    init(_ row: Row) {
        id = row["id"]
        name = row["name"]
        started = row["started"]
        hosts = row["hosts"]
        seconds = row["seconds"]
        interruption = row["interruption"]
        rerunOf = row["rerun_of"]
        let passing: Int? = row["passing"]
        standings = passing.map { Standings(passing: $0, failing: row["failing"], undecided: row["undecided"]) }
    }
}
