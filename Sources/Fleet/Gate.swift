/// The policy that decides go or no-go for a run.
package struct Gate: Sendable, Equatable {
    package var failOn: Threshold
    package var maxFailing: Allowance
    /// Percent of counted hosts that must be decided, 0 to 100.
    package var minCoverage: Int
    package var requiresLogin = false
    package var mustPass: [String] = []
    /// Shown but not counted.
    package var ignored: [String] = []
    package var quorums: [String: Allowance] = [:]
    /// For a drained host's groups that have no quorum.
    package var defaultQuorum = Allowance.percent(50)
    /// Hosts about to leave service.
    package var draining: Set<String> = []
    /// By group, inventory hosts outside this run. They count in its size, not as passing.
    package var hostsOutsideRun: [String: [String]] = [:]
    /// Ignores failures that the baseline run has too.
    package var failsOnNewOnly = false

    package init(failOn: Threshold = .fail, maxFailing: Allowance = .hosts(0), minCoverage: Int = 100) {
        self.failOn = failOn
        self.maxFailing = maxFailing
        self.minCoverage = minCoverage
    }

    /// The mildest verdict that counts as a failure.
    package enum Threshold: String, Sendable, CaseIterable { case warn, fail }

    /// `95`, `95%` or `95 %`.
    package static func percentage(_ text: String) -> Int? {
        let digits = text.last == "%" ? text.dropLast() : text[...]
        return Fleet.number(digits.count < text.count && digits.last == " " ? digits.dropLast() : digits, in: 0...100)
    }

    /// A number of hosts or a percentage.
    package enum Allowance: Sendable, Equatable {
        case hosts(Int)
        /// Percent, 0 to 100.
        case percent(Int)

        /// Reads `3`, `10%` or `10 %`; nil otherwise, so that a typo never widens the gate.
        package init?(argument: String) {
            if argument.hasSuffix("%") {
                guard let share = Gate.percentage(argument) else { return nil }
                self = .percent(share)
            } else {
                guard let number = Fleet.number(argument, in: 0...Int.max) else { return nil }
                self = .hosts(number)
            }
        }

        /// In integers: 10 % of 10 hosts must be exactly one.
        package func admits(_ number: Int, of all: Int) -> Bool {
            switch self {
            case .hosts(let limit): number <= limit
            case .percent(let share): number * 100 <= share * all
            }
        }

        package func isReached(by number: Int, of all: Int) -> Bool {
            switch self {
            case .hosts(let limit): number >= limit
            case .percent(let share): number * 100 >= share * all
            }
        }
    }
}
