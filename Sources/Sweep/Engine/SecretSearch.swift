/// Searches bytes for many strings by Wu and Manber's algorithm (A fast algorithm for multi-pattern searching, 1994),
/// with blocks of two bytes.
struct SecretSearch: Sendable {
    /// Longest first: one may be a prefix of another.
    private let strings: [[UInt8]]
    private let shortest: Int
    /// The skip distance by block.
    private let steps: [UInt8]
    /// The strings by the last block of their shortest prefix.
    private let candidates: [UInt16: [Int]]
    /// Whether a string contains the block.
    private let isThere: [Bool]

    /// Ignores strings of fewer than two bytes.
    init(_ all: some Sequence<[UInt8]>) {
        let strings = all.filter { $0.count > 1 }.sorted { $0.count > $1.count }
        let shortest = min(strings.last?.count ?? 0, 255)
        var steps = [UInt8](repeating: UInt8(max(1, shortest - 1)), count: strings.isEmpty ? 0 : 1 << 16)
        var candidates: [UInt16: [Int]] = [:]
        for (number, string) in strings.enumerated() {
            for place in 1..<shortest {
                let block = Int(Self.block(string[place - 1], string[place]))
                steps[block] = min(steps[block], UInt8(shortest - 1 - place))
            }
            candidates[Self.block(string[shortest - 2], string[shortest - 1]), default: []].append(number)
        }
        var isThere = [Bool](repeating: false, count: steps.count)
        for string in strings {
            for (one, other) in zip(string, string.dropFirst()) { isThere[Int(Self.block(one, other))] = true }
        }
        self.isThere = isThere
        (self.strings, self.shortest, self.steps, self.candidates) = (strings, shortest, steps, candidates)
    }

    var isEmpty: Bool { strings.isEmpty }
    var all: [[UInt8]] { strings }

    func hasBlock(_ one: UInt8, _ other: UInt8) -> Bool { isThere[Int(Self.block(one, other))] }

    /// The first match, and the longest of those that begin there.
    func first(in bytes: borrowing Span<UInt8>, from start: Int = 0) -> Range<Int>? {
        guard !strings.isEmpty else { return nil }
        let steps = steps.span
        var place = start + shortest - 1
        while place < bytes.count {
            let block = Self.block(bytes[place - 1], bytes[place])
            let step = Int(steps[Int(block)])
            if step > 0 {
                place += step
            } else {
                let begin = place - shortest + 1
                for number in candidates[block] ?? [] where stands(strings[number], at: begin, in: bytes) {
                    return begin..<begin + strings[number].count
                }
                place += 1
            }
        }
        return nil
    }

    private func stands(_ string: [UInt8], at start: Int, in bytes: borrowing Span<UInt8>) -> Bool {
        guard bytes.count - start >= string.count else { return false }
        for place in string.indices where bytes[start + place] != string[place] { return false }
        return true
    }

    private static func block(_ one: UInt8, _ other: UInt8) -> UInt16 { UInt16(one) << 8 | UInt16(other) }
}
