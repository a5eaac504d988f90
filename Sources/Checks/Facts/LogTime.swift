import Fleet

/// The time of a log line in the host's zone; most logs omit the year.
struct LogTime: Sendable, Equatable {
    /// Since 1 January, in a 365-day year.
    private let seconds: Int

    /// `Nov 23 19:05:56`, `2026-11-23T19:05:56.123+01:00`.
    init?(_ text: some StringProtocol) {
        let fields = Substring(text).utf8.split { byte in " T:-".utf8.contains(byte) }.map { Substring($0) }
        let isISO = number(fields.first ?? "", in: 0...9999) != nil
        let month =
            isISO
            ? fields.dropFirst().first.flatMap { number($0, in: 1...12) }
            : Self.months.firstIndex(of: fields.first ?? "").map { $0 + 1 }
        let numbers = zip(fields.dropFirst(isISO ? 2 : 1), Self.ranges).compactMap { field, range in
            number(Substring(field.utf8.prefix { (48...57).contains($0) }), in: range)
        }
        guard let month, numbers.count == 4 else { return nil }
        let days = Self.lengths.prefix(month - 1).reduce(numbers[0] - 1, +)
        seconds = ((days * 24 + numbers[1]) * 60 + numbers[2]) * 60 + numbers[3]
    }

    func isWithin(_ seconds: Int, before now: LogTime) -> Bool {
        let year = 365 * 86_400
        return (now.seconds - self.seconds + year) % year <= seconds
    }

    /// Works across New Year. A leap day makes it two days, which is harmless.
    func isWithinADay(before now: LogTime) -> Bool {
        isWithin(86_400, before: now)
    }

    private static let months: [Substring] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    private static let ranges = [1...31, 0...23, 0...59, 0...60]
    private static let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
}
