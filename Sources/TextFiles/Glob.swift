/// A shell pattern as Python's `fnmatch` reads it: `*`, `?`, `[a-z]`, `[!a-z]`.
package struct Glob {
    private enum Part {
        case any
        case many
        case one(Character)
        case among([ClosedRange<Character>], isNegated: Bool)

        func matches(_ character: Character) -> Bool {
            switch self {
            case .any, .many: true
            case .one(let own): own == character
            case .among(let ranges, let isNegated): ranges.contains { $0.contains(character) } != isNegated
            }
        }
    }

    private let parts: [Part]

    package init(_ pattern: String) {
        var parts: [Part] = []
        var rest = pattern[...]
        while let character = rest.popFirst() {
            switch character {
            case "*": parts.append(.many)
            case "?": parts.append(.any)
            case "[": parts.append(Self.popSet(&rest) ?? .one("["))
            default: parts.append(.one(character))
            }
        }
        self.parts = parts
    }

    /// nil, and takes nothing, if the set is not closed.
    private static func popSet(_ rest: inout Substring) -> Part? {
        let isNegated = rest.first == "!"
        let body = isNegated ? rest.dropFirst() : rest
        guard let first = body.indices.first, let close = body[body.index(after: first)...].firstIndex(of: "]") else {
            return nil
        }
        rest = rest[rest.index(after: close)...]
        return .among(ranges(Array(body[..<close])), isNegated: isNegated)
    }

    private static func ranges(_ set: [Character]) -> [ClosedRange<Character>] {
        var ranges: [ClosedRange<Character>] = []
        var index = 0
        while index < set.count {
            let isRange = index + 2 < set.count && set[index + 1] == "-"
            let last = isRange ? set[index + 2] : set[index]
            if set[index] <= last { ranges.append(set[index]...last) }
            index += isRange ? 3 : 1
        }
        return ranges
    }

    /// Backtracks to the last `*` only, so time is at most quadratic.
    package func matches(_ text: String) -> Bool {
        var part = 0
        var place = text.startIndex
        var retry: (part: Int, place: String.Index)?
        while place < text.endIndex {
            if part < parts.count, case .many = parts[part] {
                retry = (part + 1, place)
                part += 1
            } else if part < parts.count, parts[part].matches(text[place]) {
                part += 1
                place = text.index(after: place)
            } else if let last = retry {
                retry = (last.part, text.index(after: last.place))
                (part, place) = (last.part, text.index(after: last.place))
            } else {
                return false
            }
        }
        return parts[part...].allSatisfy { if case .many = $0 { true } else { false } }
    }
}
