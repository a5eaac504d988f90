extension Gate {
    /// How many hosts may fail before the gate says no: a number of them, or a share.
    package enum Allowance: Sendable, Equatable {
        case hosts(Int)
        /// Percent of the counted hosts, 0 to 100.
        case percent(Int)

        /// Reads `--max-failing`: `3` or `10%`; nil for anything else, so that a slip never widens the gate.
        package init?(argument: String) {
            let isPercent = argument.hasSuffix("%")
            let digits = isPercent ? argument.dropLast() : argument[...]
            // Int("+3") is 3: a sign is no part of the syntax.
            guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
                let number = Int(digits), !isPercent || number <= 100
            else { return nil }
            self = isPercent ? .percent(number) : .hosts(number)
        }

        /// Whether so many failures are still allowed; in whole numbers, as 10 % of 10 hosts must be exactly one.
        func admits(_ failing: Int, of counted: Int) -> Bool {
            switch self {
            case .hosts(let number): failing <= number
            case .percent(let share): failing * 100 <= share * counted
            }
        }
    }
}
