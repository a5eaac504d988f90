internal import TextFiles

/// Types INI values as Ansible does: by Python's `ast.literal_eval`, else as text.
///
/// `22` is a number, `True` a boolean, `1,2` a list; `true`, `yes` and `imap,imaps` are text. Complex numbers stay
/// text.
struct PythonLiteral {
    private var bytes: ByteCursor
    private var depth = 0

    private static let depthLimit = 50

    private init(_ text: String) {
        bytes = ByteCursor(text)
    }

    static func value(of text: String) -> Value {
        guard mayBeLiteral(text) else { return .string(text) }
        var literal = PythonLiteral(text)
        return literal.document() ?? .string(text)
    }

    /// Skips the parser for plain words.
    private static func mayBeLiteral(_ text: String) -> Bool {
        guard let first = text.utf8.first else { return false }
        guard ByteCursor.isLetter(first) else { return true }
        return text.contains("'") || text.contains("\"") || text.contains("(")
            || ["True", "False", "None"].contains(where: text.hasPrefix)
    }

    /// A list needs no brackets; a comment may follow.
    private mutating func document() -> Value? {
        guard let first = item() else { return nil }
        var items = [first]
        var isList = false
        while skip(",") {
            isList = true
            guard !isAtEnd else { break }
            guard let next = item() else { return nil }
            items.append(next)
        }
        guard isAtEnd else { return nil }
        return isList ? .list(items) : first
    }

    private mutating func item() -> Value? {
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.depthLimit else { return nil }
        bytes.skipBlanks()
        guard let byte = bytes.peek else { return nil }
        switch byte {
        case UInt8(ascii: "["): return list(closedBy: "]", isTuple: false)
        case UInt8(ascii: "("): return list(closedBy: ")", isTuple: true)
        case UInt8(ascii: "{"): return braces()
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return bytes.pythonNumber()
        case UInt8(ascii: "."): return bytes.skip("...") ? .string("...") : bytes.pythonNumber()
        default: return bytes.pythonText().map(Value.string) ?? constant()
        }
    }

    private mutating func constant() -> Value? {
        switch bytes.word() {
        case "True": .bool(true)
        case "False": .bool(false)
        case "None": .null
        case "set": skip("(") && skip(")") ? .list([]) : nil
        default: nil
        }
    }

    private mutating func list(closedBy close: String, isTuple: Bool) -> Value? {
        bytes.advance()
        var items: [Value] = []
        var hasComma = false
        while !skip(close) {
            guard items.isEmpty || hasComma, let next = item() else { return nil }
            items.append(next)
            hasComma = skip(",")
        }
        return isTuple && items.count == 1 && !hasComma ? items[0] : .list(items)
    }

    /// Ansible turns a set into a list.
    private mutating func braces() -> Value? {
        bytes.advance()
        var keys: [String] = []
        var values: [Value] = []
        var isMapping = true
        var hasComma = true
        while !skip("}") {
            guard hasComma, let key = item() else { return nil }
            let hasValue = skip(":")
            guard values.isEmpty || hasValue == isMapping else { return nil }
            isMapping = hasValue
            guard let value = hasValue ? item() : key else { return nil }
            if isMapping {
                guard let name = key.mappingKey else { return nil }
                keys.append(name)
            }
            values.append(value)
            hasComma = skip(",")
        }
        return isMapping ? .mapping(Dictionary(zip(keys, values)) { _, new in new }) : .list(values)
    }

    private mutating func skip(_ text: String) -> Bool {
        bytes.skipBlanks()
        return bytes.skip(text)
    }

    private var isAtEnd: Bool {
        mutating get {
            bytes.skipBlanks()
            return bytes.peek == nil || bytes.peek == UInt8(ascii: "#")
        }
    }
}

extension Value {
    /// The value as JSON writes a key; nil if it cannot be one.
    var mappingKey: String? {
        switch self {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .integer, .bigInteger, .number, .string, .unsafe: text
        case .timestamp(let text): text
        case .list, .mapping, .vault, .vaulted: nil
        }
    }
}
