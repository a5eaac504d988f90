internal import YAMLFiles

/// Reads one expectation, a mapping with one key. Rejects one that could never fail.
struct ExpectationReader {
    private let entry: YAMLEntry
    private let key: String
    private let value: YAMLEntry

    init(_ entry: YAMLEntry) throws(YAMLFileError) {
        let known = ["status", "text", "not-text", "pattern", "not-pattern", "silence", "number", "json"]
        let pairs = try entry.fields(known).all
        guard let only = pairs.first, pairs.count == 1 else {
            throw entry.wrong("an expectation is one of \(known.joined(separator: ", ")); write several as a list")
        }
        self.entry = entry
        (key, value) = only
    }

    func expectation() throws(YAMLFileError) -> Expectation {
        switch key {
        case "status": .status(try statuses())
        case "text": .text(try value.words(), isThere: true)
        case "not-text": .text(try value.words(), isThere: false)
        case "pattern": .pattern(try pattern(value), isThere: true)
        case "not-pattern": .pattern(try pattern(value), isThere: false)
        case "silence": try silence()
        case "number": try number()
        default: try json()
        }
    }

    private func statuses() throws(YAMLFileError) -> [Int] {
        var statuses: [Int] = []
        for entry in try value.oneOrMore() {
            let status = try entry.whole()
            guard (0...255).contains(status) else { throw entry.wrong("an exit status is from 0 to 255") }
            statuses.append(status)
        }
        if statuses.isEmpty { throw value.wrong("the list of statuses is empty: the check could never pass") }
        return statuses
    }

    private func pattern(_ entry: YAMLEntry) throws(YAMLFileError) -> String {
        let text = try entry.words()
        guard let pattern = try? Pattern(text) else { throw entry.wrong("/\(text)/ is not a valid regular expression") }
        if pattern.isTooWide {
            throw entry.wrong("/\(text)/ covers more than \(Pattern.widest) lines: use a pattern for fewer lines")
        }
        if pattern.findsAnything { throw entry.wrong("/\(text)/ matches any output: the check could never fail") }
        return text
    }

    private func silence() throws(YAMLFileError) -> Expectation {
        guard try value.flag() else { throw value.wrong("for some output, expect “pattern: .” instead") }
        return .silence
    }

    private func number() throws(YAMLFileError) -> Expectation {
        let fields = try value.fields(["pattern"] + Self.limits)
        guard let entry = fields["pattern"] else { return .number(pattern: nil, try bounds(fields, of: value)) }
        let text = try pattern(entry)
        if let pattern = try? Pattern(text), !pattern.hasGroup {
            throw entry.wrong("put the number in a group: (\\d+)")
        }
        return .number(pattern: text, try bounds(fields, of: value))
    }

    private func json() throws(YAMLFileError) -> Expectation {
        let fields = try value.fields(["path", "exists", "is", "pattern"] + Self.limits)
        let place = try fields.required("path")
        let text = try place.text()
        guard let path = JSONPath(text) else {
            throw place.wrong("“\(text)” does not name one value: write $.name, $.list[0].name, $['a name']")
        }
        var wishes: [JSONWish] = []
        if let exists = fields["exists"] { wishes.append(.exists(try exists.flag())) }
        if let wanted = fields["is"] { wishes.append(.equals(try scalar(wanted))) }
        if let entry = fields["pattern"] { wishes.append(.pattern(try pattern(entry))) }
        if Self.limits.contains(where: { fields[$0] != nil }) { wishes.append(.bounds(try bounds(fields, of: value))) }
        guard let wish = wishes.first, wishes.count == 1 else {
            throw value.wrong(
                "give one condition for \(path.text): exists, is, pattern, or limits (\(Self.limits.joined(separator: ", ")))"
            )
        }
        return .json(path, wish)
    }

    private func scalar(_ entry: YAMLEntry) throws(YAMLFileError) -> JSONText {
        if let flag = try? entry.flag() { return .flag(flag) }
        if let number = try? entry.number() { return .number(number) }
        return .text(try entry.text())
    }

    private static let limits = ["equals", "at-least", "at-most", "above", "below"]

    private func bounds(_ fields: YAMLFields, of entry: YAMLEntry) throws(YAMLFileError) -> Bounds {
        var bounds = Bounds()
        bounds.equals = try fields["equals"]?.number()
        bounds.atLeast = try fields["at-least"]?.number()
        bounds.atMost = try fields["at-most"]?.number()
        bounds.above = try fields["above"]?.number()
        bounds.below = try fields["below"]?.number()
        if bounds.isEmpty {
            throw entry.wrong("any number would pass: set a limit (\(Self.limits.joined(separator: ", ")))")
        }
        if bounds.areContradictory { throw entry.wrong("no number is \(bounds.wording): it could never pass") }
        return bounds
    }
}
