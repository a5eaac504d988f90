/// The policy that turns a run into go or no-go: how much may fail, how much must be known, and what must hold.
package struct Gate: Sendable, Equatable {
    /// From which verdict on a host counts as failing.
    package var failOn: Threshold
    /// How many of the counted hosts may fail.
    package var maxFailing: Allowance
    /// Percent of the counted hosts that must be decided, 0 to 100.
    package var minCoverage: Int
    /// Every counted host that serves mailboxes must have a login proven.
    package var requiresLogin = false
    /// Checks and items that must have passed on every counted host, whatever else may fail.
    package var mustPass: [String] = []
    /// Checks and items that are shown and not counted.
    package var ignored: [String] = []
    /// How many of a group's hosts must pass, by group.
    package var quorums: [String: Allowance] = [:]
    /// The quorum of a drained host's groups that have none of their own.
    package var usualQuorum = Allowance.percent(50)
    /// The hosts that are about to be taken out of service.
    package var draining: Set<String> = []
    /// By group the hosts of the inventory that the run was not asked for: they belong to the size of their groups, and
    /// are not known to pass.
    package var notAskedFor: [String: [String]] = [:]
    /// Failures that the run compared against has too are not counted.
    package var failsOnNewOnly = false

    package init(failOn: Threshold = .fail, maxFailing: Allowance = .hosts(0), minCoverage: Int = 100) {
        self.failOn = failOn
        self.maxFailing = maxFailing
        self.minCoverage = minCoverage
    }

    /// The mildest verdict that counts as a failure.
    package enum Threshold: String, Sendable, CaseIterable { case warn, fail }

    /// A number of hosts, or a share of them.
    package enum Allowance: Sendable, Equatable {
        case hosts(Int)
        /// Percent of the hosts in question, 0 to 100.
        case percent(Int)

        /// Reads `3` or `10%`; nil for anything else, so that a slip never widens the gate.
        package init?(argument: String) {
            let isPercent = argument.hasSuffix("%")
            let digits = isPercent ? argument.dropLast() : argument[...]
            guard let number = Fleet.number(digits, in: 0...(isPercent ? 100 : Int.max))
            else { return nil }
            self = isPercent ? .percent(number) : .hosts(number)
        }

        /// Whether so many are no more than it says; in whole numbers, as 10 % of 10 hosts must be exactly one.
        package func admits(_ number: Int, of all: Int) -> Bool {
            switch self {
            case .hosts(let limit): number <= limit
            case .percent(let share): number * 100 <= share * all
            }
        }

        /// Whether so many are no fewer than it says.
        package func isReached(by number: Int, of all: Int) -> Bool {
            switch self {
            case .hosts(let limit): number >= limit
            case .percent(let share): number * 100 >= share * all
            }
        }
    }
}
