/// Searches bytes for several strings by Horspool's algorithm (Practical fast searching in strings, 1980).
package struct ByteSearcher: Sendable {
    /// Longest first: one may be a prefix of another.
    private let needles: [[UInt8]]
    private let shortest: Int
    /// The skip distance by byte value.
    private let steps: [Int]

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

    /// The first match, and the longest of those that begin there.
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
