/// A pattern for a log line: literals with captures between them.
///
///     "open(\(.path)) failed: Permission denied"
///
/// It matches anywhere, as Dovecot prefixes messages (`conn unix:…: auth-worker<1>: …`). Captures are as short as
/// possible. Without backtracking, a hostile line cannot make it slow.
struct LinePattern: Sendable {
    fileprivate var literals: [[UInt8]] = []
    /// One before each literal, and one after the last.
    fileprivate var captures: [Capture?] = [nil]
}

extension LinePattern: ExpressibleByStringInterpolation {
    init(stringLiteral literal: String) { add(literal) }

    init(stringInterpolation: Interpolation) { self = stringInterpolation.pattern }

    struct Interpolation: StringInterpolationProtocol {
        fileprivate var pattern = LinePattern()

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ literal: String) { pattern.add(literal) }

        mutating func appendInterpolation(_ capture: Capture) {
            precondition(pattern.captures[pattern.captures.count - 1] == nil, "two captures without text between")
            pattern.captures[pattern.captures.count - 1] = capture
        }
    }

    private mutating func add(_ literal: String) {
        if literal.isEmpty { return }
        literals.append(Array(literal.utf8))
        captures.append(nil)
    }
}

extension LinePattern {
    /// The captured values; nil without a match.
    func captures(in line: borrowing Span<UInt8>) -> Captures? {
        guard let starts = starts(in: line) else { return nil }
        var found = Captures()
        var start = captures[0] == nil ? starts[0] : lastMessage(before: starts[0], in: line)
        for place in captures.indices {
            let end = place < starts.count ? starts[place] : line.count
            if let capture = captures[place] {
                let value = text(start..<end, of: line)
                guard let taken = capture.taken(from: value, toEnd: place == starts.count) else { return nil }
                found.add(taken, for: capture)
            }
            if place < starts.count { start = end + literals[place].count }
        }
        return found
    }

    /// Leftmost positions in order, then moved right to shorten captures.
    private func starts(in line: borrowing Span<UInt8>) -> [Int]? {
        var starts: [Int] = []
        var next = 0
        for literal in literals {
            guard let start = line.firstPlace(of: literal, from: next) else { return nil }
            starts.append(start)
            next = start + literal.count
        }
        for place in starts.indices.dropLast().reversed() {
            let end = starts[place + 1]
            starts[place] = line.lastPlace(of: literals[place], from: starts[place], to: end)
        }
        return starts
    }

    /// After the last `: ` before `end`.
    private func lastMessage(before end: Int, in line: borrowing Span<UInt8>) -> Int {
        var place = end - 1
        while place > 0 {
            if line[place] == UInt8(ascii: " "), line[place - 1] == UInt8(ascii: ":") { return place + 1 }
            place -= 1
        }
        return 0
    }

    /// Hashed trigrams of the longest literal.
    var trigrams: [Int] {
        let longest = literals.max { $0.count < $1.count } ?? []
        guard longest.count >= 3 else { return [] }
        let step = max(1, (longest.count - 2) / 6)
        return stride(from: 0, through: longest.count - 3, by: step).map { place in
            Trigrams.number(longest[place], longest[place + 1], longest[place + 2])
        }
    }
}

/// A Bloom filter of a line's trigrams, which rules out most patterns.
struct Trigrams {
    private static let size = 8192
    private var words = [UInt64](repeating: 0, count: size / 64)

    init(of line: borrowing Span<UInt8>) {
        guard line.count >= 3 else { return }
        for place in 0...(line.count - 3) {
            let number = Self.number(line[place], line[place + 1], line[place + 2])
            words[number / 64] |= 1 << UInt64(number % 64)
        }
    }

    func holds(_ number: Int) -> Bool { words[number / 64] & (1 << UInt64(number % 64)) != 0 }

    static func number(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
        (Int(first) &* 961 &+ Int(second) &* 31 &+ Int(third)) % size
    }
}

extension Span<UInt8> {
    fileprivate func firstPlace(of literal: [UInt8], from start: Int) -> Int? {
        var place = start
        while place + literal.count <= count {
            if isThere(literal, at: place) { return place }
            place += 1
        }
        return nil
    }

    /// `start` is a match already.
    fileprivate func lastPlace(of literal: [UInt8], from start: Int, to end: Int) -> Int {
        var place = end - literal.count
        while place > start {
            if isThere(literal, at: place) { return place }
            place -= 1
        }
        return start
    }

    private func isThere(_ literal: [UInt8], at start: Int) -> Bool {
        for place in literal.indices where self[start + place] != literal[place] { return false }
        return true
    }
}
