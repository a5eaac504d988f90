import Fleet

/// One expectation of a command's output.
enum Expectation: Sendable, Equatable {
    case status([Int])
    case text(String, isThere: Bool)
    /// A regular expression as text, since Swift's `Regex` is not `Sendable`.
    case pattern(String, isThere: Bool)
    case silence
    /// Without a pattern, the whole output is the number.
    case number(pattern: String?, Bounds)
    case json(JSONPath, JSONWish)

    var isOfStatus: Bool {
        if case .status = self { true } else { false }
    }

    /// How the output differs; nil if it does not. Throws if that cannot be decided.
    func objection(to output: CommandOutput) throws(MissingFact) -> String? {
        switch self {
        case .status(let wanted):
            return wanted.contains(output.status) ? nil : "The command exited with \(output.status); \(wording)."
        case .text(let text, let isThere):
            return output.text.contains(text) == isThere ? nil : "\(wording.capitalisedFirst), and \(output.firstLine)."
        case .pattern(let pattern, let isThere):
            let isFound = try Pattern(pattern).isFound(in: output.text)
            return isFound == isThere ? nil : "\(wording.capitalisedFirst), and \(output.firstLine)."
        case .silence: return output.text.isEmpty ? nil : "Nothing was expected, and \(output.firstLine)."
        case .number(let pattern, let bounds):
            let found = try pattern.map { text throws(MissingFact) in try Pattern(text).firstGroup(in: output.text) }
            let text = (found ?? output.text).trimmed
            guard let number = decimal(text, in: -1e300...1e300, isSigned: true) else {
                throw MissingFact("“\(text.prefix(60))” is not a number")
            }
            return bounds.contain(number) ? nil : "It is \(text): \(bounds.wording) is expected."
        case .json(let path, let wish):
            return try wish.objection(to: path.value(in: JSONText.value(of: output.text)), at: path)
        }
    }

    var wording: String {
        switch self {
        case .status(let wanted): "\(wanted.map(String.init).joined(separator: " or ")) is expected"
        case .text(let text, true): "“\(text)” is expected"
        case .text(let text, false): "“\(text)” is not expected"
        case .pattern(let pattern, true): "a match of /\(pattern)/ is expected"
        case .pattern(let pattern, false): "no match of /\(pattern)/ is expected"
        case .silence: "no output is expected"
        case .number(_, let bounds): "a number, \(bounds.wording), is expected"
        case .json(let path, let wish): "\(path.text): \(wish.wording) is expected"
        }
    }

    /// Identifies the finding across runs: never holds the changing output.
    var signature: String {
        switch self {
        case .status: "status"
        case .text(let text, _): "text \(text)"
        case .pattern(let pattern, _): "pattern \(pattern)"
        case .silence: "silence"
        case .number(let pattern, _): "number \(pattern ?? "")"
        case .json(let path, _): "json \(path.text)"
        }
    }
}

/// Limits of a number; at least one is set.
struct Bounds: Sendable, Equatable {
    var equals: Double?
    var atLeast: Double?
    var atMost: Double?
    var above: Double?
    var below: Double?

    var isEmpty: Bool { self == Bounds() }

    func contain(_ number: Double) -> Bool {
        equals.map { number == $0 } ?? true && atLeast.map { number >= $0 } ?? true
            && atMost.map { number <= $0 } ?? true && above.map { number > $0 } ?? true
            && below.map { number < $0 } ?? true
    }

    var areContradictory: Bool {
        let low = max(atLeast ?? -.infinity, above ?? -.infinity)
        let high = min(atMost ?? .infinity, below ?? .infinity)
        if let equals { return !contain(equals) }
        let isOpen = above == low && above != nil || below == high && below != nil
        return low > high || low == high && isOpen
    }

    var wording: String {
        let limits: [(String, Double?)] = [
            ("exactly", equals), ("at least", atLeast), ("at most", atMost), ("above", above), ("below", below),
        ]
        return limits.compactMap { words, limit in limit.map { "\(words) \(shortest($0))" } }.joined(separator: " and ")
    }
}

private func shortest(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? "\(number)"
}

extension String {
    fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
