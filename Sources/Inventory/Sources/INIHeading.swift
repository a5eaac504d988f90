internal import TextFiles

/// A section heading of an INI inventory: `[group]`, `[group:children]` or `[group:vars]`.
enum INIHeading: Equatable {
    case hosts(String)
    case children(String)
    case variables(String)
    case unknown(kind: String)
    case malformed

    /// nil for other lines: `[2001:db8::1]:2222` and `[a:c].example.net` are hosts.
    init?(_ line: String) {
        guard line.first == "[" else { return nil }
        guard let close = line.firstIndex(of: "]") else {
            self = .malformed
            return
        }
        let content = line[line.index(after: line.startIndex)..<close]
        let tail = line[line.index(after: close)...].drop { $0 == " " || $0 == "\t" }
        let parts = content.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard tail.isEmpty || tail.first == "#", Self.isName(parts[0]), parts.count == 1 || Self.isKind(parts[1]) else {
            guard line.last == "]" || tail.first == "#" || tail.first == ";" else { return nil }
            self = .malformed
            return
        }
        let name = String(parts[0])
        switch parts.count == 1 ? "hosts" : parts[1] {
        case "hosts": self = .hosts(name)
        case "children": self = .children(name)
        case "vars": self = .variables(name)
        case let kind: self = .unknown(kind: String(kind))
        }
    }

    static func groupName(_ line: String) -> String? {
        let name = line.prefix { !" \t#".contains($0) }
        let tail = line[name.endIndex...].drop { $0 == " " || $0 == "\t" }
        return isName(name) && (tail.isEmpty || tail.first == "#") ? String(name) : nil
    }

    static func trim(_ text: Substring) -> String {
        String(decoding: TextLines.trim(ArraySlice(text.utf8)), as: UTF8.self)
    }

    private static func isName(_ text: Substring) -> Bool {
        !text.isEmpty && text.allSatisfy { $0 != ":" && $0 != "]" && !$0.isWhitespace }
    }

    private static func isKind(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { ByteCursor.isLetter($0) || ByteCursor.isDigit($0) }
    }
}
