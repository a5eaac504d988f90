import Fleet
import Testing

@testable import Policy

@Suite struct `A calendar day` {
    @Test(arguments: [
        ("2024-02-29", true), ("2023-02-29", false), ("2000-02-29", true), ("2100-02-29", false), ("2100-02-28", true),
        ("2400-02-29", true), ("2026-01-31", true), ("2026-01-32", false), ("2026-04-30", true), ("2026-04-31", false),
        ("2026-00-10", false), ("2026-01-10", true), ("2026-12-10", true), ("2026-13-10", false), ("2026-12-00", false),
        ("2026-12-01", true), ("1969-12-31", false), ("1970-01-01", true), ("9998-12-31", true), ("9999-01-01", false),
        ("2026-1-10", false), ("2026-12-1", false), ("+026-12-10", false), ("2026-12", false), ("2026-12-10-", false),
    ])
    func `is one of the Gregorian calendar, in digits`(text: String, isOne: Bool) {
        #expect((CalendarDay(text) != nil) == isOne)
    }

    @Test func `ends a day after the day before it, across ends of months and years`() throws {
        let days = [
            ("2027-12-31", "2028-01-01"), ("2028-02-28", "2028-02-29"), ("2028-02-29", "2028-03-01"),
            ("2100-02-28", "2100-03-01"), ("2099-12-31", "2100-01-01"), ("2100-12-31", "2101-01-01"),
        ]
        for (before, after) in days {
            #expect(try #require(CalendarDay(after)).end - #require(CalendarDay(before)).end == 86_400)
        }
    }
}
