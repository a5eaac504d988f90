/// Expands Ansible's host ranges: `mail[01:20].example.net`, `[a:f]`, `[1:9:2]`.
enum HostRange {
    struct Failure: Error {
        let what: String
        let remedy: String

        init(_ what: String, _ remedy: String = "Write a range like mail[01:20].example.net or mail[a:f].") {
            self.what = what
            self.remedy = remedy
        }
    }

    /// A mistyped bound must not exhaust memory.
    static let limit = 1_000_000

    /// The last range varies fastest.
    static func expand(_ pattern: String) throws(Failure) -> [String] {
        var names = [""]
        var rest = pattern[...]
        while let open = rest.firstIndex(of: "[") {
            guard let close = rest[open...].firstIndex(of: "]") else { throw Failure("a range is not closed") }
            let head = rest[..<open]
            let values = try values(of: rest[rest.index(after: open)..<close])
            guard names.count * values.count <= limit else { throw tooMany }
            names = names.flatMap { name in values.map { "\(name)\(head)\($0)" } }
            rest = rest[rest.index(after: close)...]
        }
        guard !rest.contains("]") else { throw Failure("a range has a ] without a [") }
        return rest.isEmpty ? names : names.map { $0 + rest }
    }

    private static func values(of range: Substring) throws(Failure) -> [String] {
        let bounds = range.split(separator: ":", omittingEmptySubsequences: false)
        guard bounds.count == 2 || bounds.count == 3 else {
            throw Failure("a range has the form begin:end or begin:end:step")
        }
        guard !bounds[1].isEmpty else { throw Failure("a range has no end") }
        let step = bounds.count == 3 ? Int(digits: bounds[2]) : 1
        guard let step, step > 0 else { throw Failure("the step of a range is not a number above 0") }
        if let letters = try letters(from: bounds[0], to: bounds[1], by: step) { return letters }
        return try numbers(from: bounds[0].isEmpty ? "0" : bounds[0], to: bounds[1], by: step)
    }

    /// nil if the bounds are not two letters. `A` follows `z`.
    private static func letters(from begin: Substring, to end: Substring, by step: Int) throws(Failure) -> [String]? {
        let alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".map { String($0) }
        guard let first = alphabet.firstIndex(of: String(begin)), let last = alphabet.firstIndex(of: String(end)) else {
            return nil
        }
        guard first <= last else { throw backwards }
        return stride(from: first, through: last, by: step).map { alphabet[$0] }
    }

    private static func numbers(from begin: Substring, to end: Substring, by step: Int) throws(Failure) -> [String] {
        guard let first = Int(digits: begin), let last = Int(digits: end) else {
            throw Failure("the bounds of a range are neither two numbers nor two letters")
        }
        guard first <= last else { throw backwards }
        let isPadded = begin.count > 1 && begin.first == "0"
        guard !isPadded || begin.count == end.count else {
            throw Failure("a range with leading zeros has bounds of different lengths", "Pad both: [001:120].")
        }
        guard (last - first) / step < limit else { throw tooMany }
        return stride(from: first, through: last, by: step).map { number in
            let digits = String(number)
            return isPadded ? String(repeating: "0", count: max(0, begin.count - digits.count)) + digits : digits
        }
    }

    private static var backwards: Failure { Failure("a range ends before it begins", "Swap its bounds.") }
    private static var tooMany: Failure {
        Failure("a range has more than \(limit) hosts", "Correct its bounds, or split it.")
    }
}
