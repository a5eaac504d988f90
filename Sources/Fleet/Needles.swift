/// Finds a few byte strings in others by Horspool's method (Practical fast searching in strings, 1980): of all that
/// hosts say it looks at one byte in as many as the shortest of them has, and passes over what is in none.
package struct Needles: Sendable {
    /// The longest first: one may begin with another.
    private let needles: [[UInt8]]
    private let shortest: Int
    /// By byte, how far the next string can at least be behind a place where it stands.
    private let steps: [Int]

    /// Empty strings are found nowhere.
    package init(_ strings: [[UInt8]]) {
        needles = strings.filter { !$0.isEmpty }.sorted { $0.count > $1.count }
        shortest = needles.last?.count ?? 0
        var steps = [Int](repeating: max(1, shortest), count: 256)
        for needle in needles {
            for place in 0..<shortest {
                steps[Int(needle[place])] = min(steps[Int(needle[place])], shortest - 1 - place)
            }
        }
        self.steps = steps
    }

    package var isEmpty: Bool { needles.isEmpty }

    /// Where the first of them stands from a place on, and of those that begin there the longest; nil where none does.
    package func first(in bytes: borrowing Span<UInt8>, from start: Int = 0) -> Range<Int>? {
        guard !needles.isEmpty else { return nil }
        let steps = steps.span
        var place = start + shortest - 1
        while place < bytes.count {
            let step = steps[Int(bytes[place])]
            if step > 0 {
                place += step
            } else {
                let begin = place - shortest + 1
                for needle in needles where stands(needle, at: begin, in: bytes) {
                    return begin..<begin + needle.count
                }
                place += 1
            }
        }
        return nil
    }

    private func stands(_ needle: [UInt8], at start: Int, in bytes: borrowing Span<UInt8>) -> Bool {
        guard bytes.count - start >= needle.count else { return false }
        for place in needle.indices where bytes[start + place] != needle[place] { return false }
        return true
    }
}
