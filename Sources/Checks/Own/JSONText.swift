internal import Fleet
internal import FoundationEssentials

/// A JSON value.
enum JSONText: Sendable, Equatable, Decodable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([JSONText])
    case object([String: JSONText])

    /// Nesting limit: each level needs stack.
    private static let deepest = 64

    static func value(of text: String) throws(MissingFact) -> JSONText {
        guard depth(of: text) <= deepest else {
            throw MissingFact("the output is JSON of more than \(deepest) levels")
        }
        do {
            return try JSONDecoder().decode(JSONText.self, from: Data(text.utf8))
        } catch {
            throw MissingFact("the output is not JSON: “\(text.prefix(60))”")
        }
    }

    /// Ignores brackets in strings.
    private static func depth(of text: String) -> Int {
        var (depth, deepest, isText, isEscaped) = (0, 0, false, false)
        for byte in text.utf8 {
            switch byte {
            case _ where isEscaped: isEscaped = false
            case UInt8(ascii: "\\") where isText: isEscaped = true
            case UInt8(ascii: "\""): isText.toggle()
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                if !isText { depth += 1 }
                deepest = max(deepest, depth)
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                if !isText { depth -= 1 }
            default: continue
            }
        }
        return deepest
    }

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let list = try? value.decode([JSONText].self) {
            self = .list(list)
        } else {
            self = .object(try value.decode([String: JSONText].self))
        }
    }

    var wording: String {
        switch self {
        case .null: "null"
        case .flag(let flag): "\(flag)"
        case .number(let number): Int(exactly: number).map(String.init) ?? "\(number)"
        case .text(let text): "“\(text.prefix(120))”"
        case .list(let list): "a list of \(list.count)"
        case .object(let object): "an object of \(object.count) keys"
        }
    }
}

/// The path of a single value, `$.queue[0].age` (a subset of RFC 9535).
struct JSONPath: Sendable, Equatable {
    let text: String
    private let steps: [Step]

    private enum Step: Sendable, Equatable {
        case name(String)
        case index(Int)
    }

    init?(_ text: String) {
        guard text.first == "$" else { return nil }
        self.text = text
        var steps: [Step] = []
        var rest = text.dropFirst()
        while !rest.isEmpty {
            guard let (step, after) = JSONPath.step(rest) else { return nil }
            steps.append(step)
            rest = after
        }
        self.steps = steps
    }

    func value(in root: JSONText) -> JSONText? {
        steps.reduce(root as JSONText?) { value, step in
            switch (value, step) {
            case (.object(let object), .name(let name)): object[name]
            case (.list(let list), .index(let index)): list.indices.contains(index) ? list[index] : nil
            default: nil
            }
        }
    }

    private static func step(_ text: Substring) -> (Step, Substring)? {
        if text.first == "." {
            let name = text.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
            return name.isEmpty ? nil : (.name(String(name)), text.dropFirst(name.count + 1))
        }
        guard text.first == "[", let end = text.firstIndex(of: "]") else { return nil }
        let inner = text[text.index(after: text.startIndex)..<end]
        let after = text[text.index(after: end)...]
        if let index = number(inner, in: 0...1_000_000_000) { return (.index(index), after) }
        guard inner.count > 2, let quote = inner.first, "'\"".contains(quote), inner.last == quote else { return nil }
        return (.name(String(inner.dropFirst().dropLast())), after)
    }
}

enum JSONWish: Sendable, Equatable {
    case exists(Bool)
    case equals(JSONText)
    case pattern(String)
    case bounds(Bounds)

    func objection(to value: JSONText?, at path: JSONPath) throws(MissingFact) -> String? {
        if case .exists(let isThere) = self {
            return (value != nil) == isThere ? nil : "\(path.text) is \(isThere ? "missing" : "there")."
        }
        guard let value else { return "\(path.text) is missing: \(wording) is expected." }
        return try accepts(value) ? nil : "\(path.text) is \(value.wording): \(wording) is expected."
    }

    private func accepts(_ value: JSONText) throws(MissingFact) -> Bool {
        switch (self, value) {
        case (.exists, _): return true
        case (.equals(let wanted), _): return value == wanted
        case (.pattern(let pattern), .text(let text)): return try Pattern(pattern).isFound(in: text)
        case (.bounds(let bounds), .number(let number)): return bounds.contain(number)
        case (.pattern, _), (.bounds, _): return false
        }
    }

    var wording: String {
        switch self {
        case .exists(let isThere): isThere ? "a value" : "no value"
        case .equals(let value): value.wording
        case .pattern(let pattern): "a match of /\(pattern)/"
        case .bounds(let bounds): bounds.wording
        }
    }
}
