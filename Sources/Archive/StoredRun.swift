internal import GRDB

/// A run of the archive as `runs` lists it.
package struct StoredRun: Sendable, Equatable {
    package var id: String
    /// What `--save-as` called it.
    package var name: String?
    /// Unix seconds.
    package var started: Int64
    /// Hosts that were asked for.
    package var hosts: Int
    /// nil: its end was never written. It is still going on, or was killed.
    package var seconds: Double?
    /// The signal that cut it short.
    package var interruption: Int?
    /// The run whose failing hosts it swept again.
    package var rerunOf: String?
    /// How its hosts stood when it was judged; nil where it never was.
    package var standings: Standings?

    /// How many hosts stand how.
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
