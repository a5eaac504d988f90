/// A log line as printf(3) formats it: literal text in order, with captured values between.
///
///     "open(\(.path)) failed: Permission denied"
///
/// A pattern matches anywhere in a line, since Dovecot puts the object before a message (`conn unix:…: auth-worker<1>: …`).
/// Between two literals a capture takes as little as it can. Matching never goes back, so its time is bounded by the
/// length of the line, whatever the line holds.
struct LinePattern: Sendable {
    fileprivate var literals: [[UInt8]] = []
    /// The capture before the first literal, those between literals, and the one behind the last.
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
    /// What a line holds at the captures; nil where the line does not match.
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

    /// Where each literal stands: the first ones that are in order, then moved together, so that captures are short.
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

    /// Where the message begins that ends at a place: behind the last `: ` before it.
    private func lastMessage(before end: Int, in line: borrowing Span<UInt8>) -> Int {
        var place = end - 1
        while place > 0 {
            if line[place] == UInt8(ascii: " "), line[place - 1] == UInt8(ascii: ":") { return place + 1 }
            place -= 1
        }
        return 0
    }

    /// Sets of three bytes, by number, that every line of this pattern holds.
    var trigrams: [Int] {
        let longest = literals.max { $0.count < $1.count } ?? []
        guard longest.count >= 3 else { return [] }
        let step = max(1, (longest.count - 2) / 6)
        return stride(from: 0, through: longest.count - 3, by: step).map { place in
            Trigrams.number(longest[place], longest[place + 1], longest[place + 2])
        }
    }
}

/// Which sets of three bytes a line holds, as a Bloom filter: most patterns are ruled out by it without a search.
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

    /// The last place where a literal ends before `end`; `start` is one.
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
