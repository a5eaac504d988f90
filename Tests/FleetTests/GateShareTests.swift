import Testing

@testable import Fleet

/// Numbers and shares of hosts, at each side of their limits.
@Suite struct `An allowance` {
    @Test(arguments: [
        (allowance: Gate.Allowance.percent(6), number: 0, all: 15, isAdmitted: true), (.percent(6), 1, 15, false),
        (.percent(6), 1, 17, true), (.percent(6), 1, 16, false), (.percent(10), 1, 10, true),
        (.percent(10), 2, 10, false),
        (.percent(33), 1, 3, false), (.percent(34), 1, 3, true), (.percent(33), 2, 6, false), (.percent(0), 0, 9, true),
        (.percent(0), 1, 900, false),
        (.percent(100), 9, 9, true), (.hosts(0), 0, 9, true), (.hosts(0), 1, 9, false), (.hosts(2), 2, 9, true),
        (.hosts(2), 3, 9, false),
    ])
    func `admits no more than its share, rounded down`(
        allowance: Gate.Allowance, number: Int, all: Int, isAdmitted: Bool
    ) {
        #expect(allowance.admits(number, of: all) == isAdmitted)
    }

    @Test(arguments: [
        (allowance: Gate.Allowance.percent(50), number: 1, all: 2, isReached: true), (.percent(50), 1, 3, false),
        (.percent(50), 2, 3, true), (.percent(66), 2, 3, true), (.percent(67), 2, 3, false), (.percent(0), 0, 3, true),
        (.percent(100), 2, 3, false), (.percent(100), 3, 3, true), (.hosts(2), 1, 9, false), (.hosts(2), 2, 9, true),
        (.hosts(2), 3, 9, true), (.hosts(0), 0, 9, true),
    ])
    func `is reached by no less than its share, rounded up`(
        allowance: Gate.Allowance, number: Int, all: Int, isReached: Bool
    ) {
        #expect(allowance.isReached(by: number, of: all) == isReached)
    }

    @Test(arguments: [
        ("0%", Gate.Allowance?.some(.percent(0))), ("100%", .percent(100)), ("101%", nil), ("120%", nil), ("-1%", nil),
        ("10 %", .percent(10)), ("10  %", nil), ("%", nil), ("3", .hosts(3)), ("0", .hosts(0)), ("-3", nil),
        ("3x", nil),
        ("", nil),
    ])
    func `is a number of hosts, or a share from 0 to 100`(text: String, allowance: Gate.Allowance?) {
        #expect(Gate.Allowance(argument: text) == allowance)
    }

    @Test func `is nothing but full marks by default, and half of a group that a host leaves`() {
        let gate = Gate()
        #expect(gate.minCoverage == 100 && gate.maxFailing == .hosts(0) && gate.failOn == .fail)
        #expect(gate.defaultQuorum == .percent(50) && !gate.requiresLogin && !gate.failsOnNewOnly)
        #expect(gate.mustPass.isEmpty && gate.ignored.isEmpty && gate.quorums.isEmpty && gate.draining.isEmpty)
    }
}
