/// A Gregorian date such as `2026-12-24`.
struct CalendarDay {
    /// Unix time of the following midnight, UTC.
    let end: Int64

    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") }) else { return nil }
        let numbers = parts.compactMap { Int($0) }
        guard numbers.count == 3, (1970...9998).contains(numbers[0]), (1...12).contains(numbers[1]) else { return nil }
        let (year, month, day) = (numbers[0], numbers[1], numbers[2])
        guard (1...Self.length(of: month, in: year)).contains(day) else { return nil }
        end = Int64(Self.daysBefore(year, month) + day) * 86_400
    }

    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    private static func length(of month: Int, in year: Int) -> Int {
        [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    /// Days since 1970-01-01.
    private static func daysBefore(_ year: Int, _ month: Int) -> Int {
        let years = (1970..<year).reduce(0) { $0 + (isLeap($1) ? 366 : 365) }
        return (1..<month).reduce(years) { $0 + length(of: $1, in: year) }
    }
}
